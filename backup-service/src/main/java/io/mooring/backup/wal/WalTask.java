package io.mooring.backup.wal;

import io.mooring.backup.key.ManifestSigner;
import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.pipeline.SealFile;
import io.mooring.backup.source.ClusterSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The WAL of one plan to receive and ship.
 *
 * @param objective the plan's recovery point objective; null when there is none
 * @param partialEvery how often the segment that is being filled is shipped
 * @param canaryEvery how often a transaction is committed for restore tests to look for; zero: never
 * @param keepBytes how much may wait here for locations that are away
 * @param signer vouches for the index of what is stored; without one there is none
 * @param indexEvery how often that index is continued, if there is more to list
 */
record WalTask(
        String planId,
        String planName,
        ClusterSource source,
        List<BackupLocation> locations,
        SealFile seal,
        @Nullable Duration objective,
        Duration partialEvery,
        Duration canaryEvery,
        long keepBytes,
        Path stateFolder,
        List<Path> postgresFolders,
        @Nullable ManifestSigner signer,
        Duration indexEvery) {

    private static final Duration USUAL = Duration.ofMinutes(5);

    /** PostgreSQL's NAMEDATALEN less one. */
    private static final int LONGEST_NAME = 63;

    private static final int HASH_DIGITS = 8;

    WalTask {
        locations = List.copyOf(locations);
        postgresFolders = List.copyOf(postgresFolders);
    }

    /** Without an index. */
    WalTask(
            String planId,
            String planName,
            ClusterSource source,
            List<BackupLocation> locations,
            SealFile seal,
            @Nullable Duration objective,
            Duration partialEvery,
            Duration canaryEvery,
            long keepBytes,
            Path stateFolder,
            List<Path> postgresFolders) {
        this(
                planId,
                planName,
                source,
                locations,
                seal,
                objective,
                partialEvery,
                canaryEvery,
                keepBytes,
                stateFolder,
                postgresFolders,
                null,
                USUAL);
    }

    List<String> locationIds() {
        return locations.stream().map(BackupLocation::id).toList();
    }

    String slot() {
        return slotOf(planId);
    }

    /** {@code mooring_<plan>} with underscores for hyphens, which slot names do not have; too long ones end in a hash. */
    static String slotOf(String planId) {
        String name = "mooring_" + planId.replace('-', '_');
        return name.length() <= LONGEST_NAME
                ? name
                : name.substring(0, LONGEST_NAME - HASH_DIGITS - 1) + "_"
                        + hash(planId).substring(0, HASH_DIGITS);
    }

    private static String hash(String planId) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(planId.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
