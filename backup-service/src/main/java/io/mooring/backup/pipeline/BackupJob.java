package io.mooring.backup.pipeline;

import io.mooring.backup.key.ManifestSigner;
import io.mooring.backup.key.Recipient;
import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.location.ObjectKeys;
import io.mooring.backup.source.BackupSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One backup to take.
 *
 * @param recipients at least two (operations and an offline escrow key): one lost key must not be a lost backup
 * @param signer vouches for the manifest; without one the manifest is unsigned and says so
 * @param compressionLevel zstd's, 1 (fast) to 19 (small)
 */
public record BackupJob(
        String runId,
        String planId,
        String planName,
        BackupSource source,
        List<BackupLocation> locations,
        List<Recipient> recipients,
        @Nullable ManifestSigner signer,
        int compressionLevel) {

    public BackupJob {
        ObjectKeys.folder(planId, runId);
        locations = List.copyOf(locations);
        recipients = List.copyOf(recipients);
        if (locations.isEmpty()) {
            throw new IllegalArgumentException("a backup needs at least one location");
        }
        if (locations.stream().map(BackupLocation::id).distinct().count() != locations.size()) {
            throw new IllegalArgumentException("two locations have the same id");
        }
        if (recipients.stream().map(Recipient::fingerprint).distinct().count() < 2) {
            throw new IllegalArgumentException("a backup needs at least two different recipients");
        }
        if (compressionLevel < 1 || compressionLevel > 19) {
            throw new IllegalArgumentException("compression level must be 1 to 19 but is " + compressionLevel);
        }
    }

    String folder() {
        return ObjectKeys.folder(planId, runId);
    }
}
