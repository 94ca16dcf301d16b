package io.mooring.backup.verify;

import io.mooring.backup.key.DecryptionKey;
import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.manifest.ManifestSource;
import io.mooring.backup.read.ReadChunks;
import io.mooring.backup.read.ReadFailure;
import io.mooring.backup.read.StoredBackup;
import io.mooring.backup.read.StoredChunk;
import io.mooring.backup.rebuild.CompareContent;
import io.mooring.backup.rebuild.ContentDifference;
import io.mooring.backup.rebuild.RebuildDatabase;
import io.mooring.backup.rebuild.RebuildFailure;
import io.mooring.backup.rebuild.RebuildFault;
import io.mooring.backup.rebuild.RebuildObserver;
import io.mooring.backup.rebuild.RebuildSettings;
import io.mooring.backup.rebuild.RebuildTarget;
import io.mooring.backup.rebuild.ServerUnavailable;
import io.mooring.backup.rebuild.Spool;
import io.mooring.backup.source.PostgresSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A database's dump into a server that is thrown away, compared with the content that the manifest has of the source's snapshot. */
final class TestDatabaseBackup implements TestRestore {

    private static final String DATABASE = "restored";
    private static final Pattern MAJOR = Pattern.compile("(?:PostgreSQL )?(\\d+).*");

    /** Tables take about as much as the dump's text; indexes and what the server itself writes come on top. */
    private static final double SPACE_FOR_SOURCE_BYTE = 2.0;

    private final ThrowawaySettings throwaway;
    private final int parallel;
    private final Consumer<PostgresSource> beforeComparing;

    TestDatabaseBackup(ThrowawaySettings throwaway, int parallel) {
        this(throwaway, parallel, restored -> {});
    }

    /** @param beforeComparing for tests: what happens to the restored data between loading and comparing */
    TestDatabaseBackup(ThrowawaySettings throwaway, int parallel, Consumer<PostgresSource> beforeComparing) {
        this.throwaway = throwaway;
        this.parallel = parallel;
        this.beforeComparing = beforeComparing;
    }

    @Override
    public boolean canTest(ManifestSource source) {
        return source instanceof ManifestSource.Database;
    }

    @Override
    public TestOutcome test(StoredBackup backup, DecryptionKey key, Stopwatch stopwatch) throws InterruptedException {
        ManifestSource.Database source =
                (ManifestSource.Database) backup.manifest().source();
        long bytes =
                backup.chunks().stream().mapToLong(StoredChunk::sourceBytes).sum();
        long needed = bytes + Math.round(bytes * SPACE_FOR_SOURCE_BYTE);
        try (StartingServer server = ThrowawayPostgres.begin(throwaway, major(source.serverVersion()), needed);
                ThrowawayFolder spool = folder()) {
            return restore(backup, key, source, server, spool.path().resolve("spool"), stopwatch);
        } catch (ServerUnavailable failure) {
            return TestOutcome.unknown(String.valueOf(failure.getMessage()), failure.remedy());
        }
    }

    private TestOutcome restore(
            StoredBackup backup,
            DecryptionKey key,
            ManifestSource.Database source,
            StartingServer starting,
            Path spool,
            Stopwatch stopwatch)
            throws ServerUnavailable, InterruptedException {
        Finding present = Findings.NOT_YET;
        Path dump;
        try {
            Spool content = new Spool(spool, backup, key, parallel, throwaway.spareBytes());
            dump = stopwatch.<Path, ReadFailure, RebuildFailure>restoring(
                    "Fetch, decrypt and decompress", () -> content.fill(read -> {}));
            readAttached(backup, key);
            present = present(backup);
        } catch (ReadFailure failure) {
            return TestOutcome.unreadable(failure);
        } catch (RebuildFailure failure) {
            return TestOutcome.unknown(String.valueOf(failure.getMessage()), failure.remedy());
        }
        ThrowawayPostgres server = stopwatch.<ThrowawayPostgres, ServerUnavailable, RuntimeException>step(
                "Wait for the throwaway server", starting::await);
        return load(backup, source, server, dump, present, stopwatch);
    }

    private TestOutcome load(
            StoredBackup backup,
            ManifestSource.Database source,
            ThrowawayPostgres server,
            Path dump,
            Finding present,
            Stopwatch stopwatch)
            throws InterruptedException {
        RebuildTarget target = target(server);
        try {
            stopwatch.<Object, RebuildFailure, RuntimeException>restoring(
                    "Load", () -> new RebuildDatabase(target, new RebuildSettings(parallel, List.of(server.programs())))
                            .rebuild(dump, DATABASE, source.encoding(), List.of(), RebuildObserver.silent()));
            beforeComparing.accept(server.database(DATABASE));
            return stopwatch.<TestOutcome, RebuildFailure, RuntimeException>step(
                    "Compare", () -> compare(backup, target));
        } catch (RebuildFailure failure) {
            return unbuildable(failure, server, present);
        }
    }

    /** What is not part of the dump, such as the roles: it must decrypt too. */
    private static void readAttached(StoredBackup backup, DecryptionKey key) throws ReadFailure, InterruptedException {
        List<StoredChunk> chunks = backup.chunks();
        ReadChunks reader = new ReadChunks(backup);
        for (StoredChunk object : backup.objects()) {
            if (!chunks.contains(object)) {
                try {
                    reader.read(object, key, (data, offset, length) -> {});
                } catch (IOException impossible) {
                    throw new IllegalStateException("nothing was written", impossible);
                }
            }
        }
    }

    private static Finding present(StoredBackup backup) {
        return Finding.passed(AllOf.objects(backup.objects().size()) + " "
                + AllOf.was(backup.objects().size()) + " read; size and SHA-256 are those of the manifest.");
    }

    private TestOutcome compare(StoredBackup backup, RebuildTarget target) throws RebuildFailure, InterruptedException {
        Manifest.Content content = Objects.requireNonNull(backup.manifest().content());
        List<ContentDifference> found = new CompareContent(target, parallel).all(DATABASE, content, compared -> {});
        int tables = content.tables().size();
        return new TestOutcome(
                present(backup),
                Finding.passed("It was decrypted, decompressed and loaded without an error."),
                intact(found, tables),
                tables,
                found.stream()
                        .map(difference -> difference(difference, content))
                        .toList(),
                found.isEmpty()
                        ? null
                        : "Do not rely on this backup: take a new one, and test it. If that differs too, see what the"
                                + " table has that a dump does not carry.");
    }

    private static Finding intact(List<ContentDifference> found, int tables) {
        if (found.isEmpty()) {
            return Finding.passed("Row counts and content hashes of all " + tables
                    + " tables are those of the source at the moment of the backup.");
        }
        String more = found.size() == 1 ? "" : " " + (found.size() - 1) + " more differences.";
        return Finding.failed(found.getFirst().words() + more);
    }

    private static Measured.Difference difference(ContentDifference found, Manifest.Content content) {
        Manifest.@Nullable Table expected = content.tables().stream()
                .filter(table -> found.table().equals(table.schema() + "." + table.name()))
                .findFirst()
                .orElse(null);
        Long rows = expected == null ? null : expected.rows();
        return new Measured.Difference(found.table(), rows, restoredRows(found, rows), false, found.words());
    }

    private static final Pattern HAS_ROWS = Pattern.compile(" has (\\d+) rows instead of \\d+\\.$");

    private static @Nullable Long restoredRows(ContentDifference found, @Nullable Long expected) {
        Matcher matcher = HAS_ROWS.matcher(found.words());
        return switch (found.kind()) {
            case ROWS -> matcher.find() ? Long.valueOf(matcher.group(1)) : null;
            case CONTENT -> expected;
            case MISSING_TABLE -> 0L;
            case EXTRA_TABLE, LARGE_OBJECTS, SHAPE -> null;
        };
    }

    /** Is it this host's fault, or the backup's? */
    private static TestOutcome unbuildable(RebuildFailure failure, ThrowawayPostgres server, Finding present) {
        String words = String.valueOf(failure.getMessage());
        if (!server.isAlive()) {
            return TestOutcome.unknown(
                    "The throwaway server died: " + server.lastWords(), "See the memory and disk of this host.");
        }
        return failure.fault() == RebuildFault.RESTORE_FAILED || failure.fault() == RebuildFault.UNSAFE_MANIFEST
                ? TestOutcome.notRestorable(present, words, failure.remedy())
                : TestOutcome.unknown(words, failure.remedy());
    }

    private static RebuildTarget target(ThrowawayPostgres server) {
        PostgresSource admin = server.database("postgres");
        return new RebuildTarget(
                admin.host(), admin.port(), admin.user(), admin.password(), "postgres", admin.sslMode());
    }

    private ThrowawayFolder folder() throws ServerUnavailable {
        try {
            return ThrowawayFolder.create(throwaway.parent());
        } catch (IOException refused) {
            throw new ServerUnavailable(
                    "No folder can be made in " + throwaway.parent() + ": " + refused,
                    "Check backup.verification.folder: it must exist and be writable.",
                    refused);
        }
    }

    static int major(String serverVersion) throws ServerUnavailable {
        Matcher matcher = MAJOR.matcher(serverVersion);
        if (!matcher.matches()) {
            throw new ServerUnavailable(
                    "The manifest's server version '" + serverVersion + "' is none.", "See who wrote this manifest.");
        }
        return Integer.parseInt(matcher.group(1));
    }
}
