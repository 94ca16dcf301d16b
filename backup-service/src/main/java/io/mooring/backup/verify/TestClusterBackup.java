package io.mooring.backup.verify;

import io.mooring.backup.key.DecryptionKey;
import io.mooring.backup.manifest.ManifestSource;
import io.mooring.backup.read.ReadFailure;
import io.mooring.backup.read.StoredBackup;
import io.mooring.backup.rebuild.RebuildFailure;
import io.mooring.backup.rebuild.RecoverCluster;
import io.mooring.backup.rebuild.ServerPrograms;
import io.mooring.backup.rebuild.ServerUnavailable;
import io.mooring.backup.rebuild.Tool;
import io.mooring.backup.rebuild.Tool.Said;
import io.mooring.backup.rebuild.UnpackCluster;
import io.mooring.backup.rebuild.UnprivilegedAccount;
import io.mooring.backup.source.PostgresSource;
import io.mooring.backup.wal.ReplayableWal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A copy of a whole server into a folder that is thrown away: unpacked, compared with the SHA-256 that the source's server gave for each file
 * (pg_verifybackup), recovered as far as the WAL at the same location goes, and every row of every database read.
 */
final class TestClusterBackup implements TestRestore {

    private static final double SPACE_FOR_SOURCE_BYTE = 1.2;

    private final ThrowawaySettings throwaway;
    private final Function<StoredBackup, ReplayableWal> walOf;
    private final InstantSource clock;
    private final Consumer<Path> beforeComparing;

    /** @param walOf what leads on from a backup at its own location */
    TestClusterBackup(ThrowawaySettings throwaway, Function<StoredBackup, ReplayableWal> walOf, InstantSource clock) {
        this(throwaway, walOf, clock, data -> {});
    }

    /** @param beforeComparing for tests: what happens to the data folder after unpacking */
    TestClusterBackup(
            ThrowawaySettings throwaway,
            Function<StoredBackup, ReplayableWal> walOf,
            InstantSource clock,
            Consumer<Path> beforeComparing) {
        this.throwaway = throwaway;
        this.walOf = walOf;
        this.clock = clock;
        this.beforeComparing = beforeComparing;
    }

    @Override
    public boolean canTest(ManifestSource source) {
        return source instanceof ManifestSource.Cluster;
    }

    @Override
    public TestOutcome test(StoredBackup backup, DecryptionKey key, Stopwatch stopwatch) throws InterruptedException {
        try {
            ManifestSource.Cluster source =
                    (ManifestSource.Cluster) backup.manifest().source();
            ServerPrograms programs = ServerPrograms.forCopy(
                    TestDatabaseBackup.major(source.serverVersion()), throwaway.postgresFolders());
            ReplayWal wal = new ReplayWal(() -> walOf.apply(backup), clock);
            long bytes = Math.round(backup.manifest().data().sourceBytes() * SPACE_FOR_SOURCE_BYTE) + wal.bytes();
            FreeSpace.require(throwaway.parent(), bytes, throwaway.spareBytes());
            try (ThrowawayFolder folder = ThrowawayFolder.create(throwaway.parent())) {
                Path data = Files.createDirectory(folder.path().resolve(ThrowawayPostgres.DATA));
                Path files = Files.createDirectory(folder.path().resolve("wal"));
                UnprivilegedAccount account = UnprivilegedAccount.owning(folder.path());
                RecoverCluster cluster = new RecoverCluster(programs, account, folder.path(), data, files);
                return restore(backup, key, folder, cluster, wal, stopwatch);
            }
        } catch (ServerUnavailable failure) {
            return TestOutcome.unknown(String.valueOf(failure.getMessage()), failure.remedy());
        } catch (IOException failure) {
            return TestOutcome.unknown(
                    "The folder " + throwaway.parent() + " could not be used: " + failure.getMessage(),
                    "Check backup.verification.folder and its disk.");
        }
    }

    private TestOutcome restore(
            StoredBackup backup,
            DecryptionKey key,
            ThrowawayFolder folder,
            RecoverCluster cluster,
            ReplayWal wal,
            Stopwatch stopwatch)
            throws InterruptedException, IOException, ServerUnavailable {
        ServerPrograms programs = cluster.programs();
        UnprivilegedAccount account = cluster.account();
        UnpackCluster copy = new UnpackCluster(folder.path(), cluster.data(), account);
        try {
            stopwatch.<Object, ReadFailure, IOException>restoring("Fetch, decrypt and unpack", () -> {
                copy.unpack(backup, key, bytes -> {});
                return copy;
            });
            wal.fetch(cluster, key, stopwatch);
        } catch (ReadFailure failure) {
            return TestOutcome.unreadable(failure);
        }
        Finding present = Finding.passed(AllOf.objects(backup.chunks().size()) + " "
                + AllOf.was(backup.chunks().size()) + " read; size and SHA-256 are those of the manifest."
                + wal.read());
        beforeComparing.accept(cluster.data());
        Said verified = stopwatch.<Said, IOException, RuntimeException>step(
                "Compare with the server's checksums", () -> copy.verify(programs));
        try {
            wal.replay(cluster, stopwatch);
        } catch (RebuildFailure failure) {
            String words = verified.good() ? String.valueOf(failure.getMessage()) : verified.words();
            return TestOutcome.notRestorable(present, words, failure.remedy());
        }
        try (ThrowawayPostgres server = stopwatch.<ThrowawayPostgres, ServerUnavailable, RuntimeException>restoring(
                "Recover", () -> ThrowawayPostgres.over(folder, programs, account, throwaway.startTimeout()))) {
            Said read = stopwatch.<Said, IOException, RuntimeException>step(
                    "Read every row", () -> readAll(server, account, folder.path(), programs));
            return answers(present, Finding.passed(wal.recovered()), verified, read)
                    .replaying(wal.replayed());
        } catch (NotRecovered failure) {
            String words = verified.good() ? String.valueOf(failure.getMessage()) : verified.words();
            return TestOutcome.notRestorable(present, words, failure.remedy());
        }
    }

    private static TestOutcome answers(Finding present, Finding restorable, Said verified, Said read) {
        if (!verified.good() || !read.good()) {
            return new TestOutcome(
                    present,
                    restorable,
                    Finding.failed(verified.good() ? read.words() : verified.words()),
                    null,
                    List.of(),
                    "Do not rely on this backup: take a new one, and test it. If that differs too, check the source's disks.");
        }
        return new TestOutcome(
                present,
                restorable,
                Finding.passed(
                        "Every file has the SHA-256 that the source's server gave, and every row of every database could be read."),
                null,
                List.of(),
                null);
    }

    private static Said readAll(
            ThrowawayPostgres server, UnprivilegedAccount account, Path folder, ServerPrograms programs)
            throws IOException, InterruptedException {
        PostgresSource admin = server.database("template1");
        Map<String, String> environment = Map.of(
                "PGHOST", admin.host(),
                "PGPORT", Integer.toString(admin.port()),
                "PGUSER", admin.user(),
                "PGPASSWORD", admin.password().reveal());
        return run(
                account,
                folder,
                environment,
                programs.program("pg_dumpall"),
                "--no-sync",
                "-l",
                "template1",
                "-f",
                "/dev/null");
    }

    private static Said run(
            UnprivilegedAccount account, Path folder, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Path log = folder.resolve(Path.of(command[0]).getFileName() + ".log");
        try (Tool tool = Tool.start(account.prefix(), folder, log, environment, List.of(command))) {
            return tool.end();
        }
    }
}
