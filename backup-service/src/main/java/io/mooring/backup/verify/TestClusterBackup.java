package io.mooring.backup.verify;

import io.mooring.backup.key.DecryptionKey;
import io.mooring.backup.manifest.ManifestSource;
import io.mooring.backup.read.ReadChunks;
import io.mooring.backup.read.ReadFailure;
import io.mooring.backup.read.ReadFault;
import io.mooring.backup.read.StoredBackup;
import io.mooring.backup.read.StoredChunk;
import io.mooring.backup.rebuild.Tool;
import io.mooring.backup.rebuild.Tool.Said;
import io.mooring.backup.source.PostgresSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A copy of a whole server into a folder that is thrown away: unpacked, compared with the SHA-256 that the source's server gave for each file
 * (pg_verifybackup), recovered to its consistent point, and every row of every database read.
 */
final class TestClusterBackup implements TestRestore {

    private static final double SPACE_FOR_SOURCE_BYTE = 1.2;

    private final ThrowawaySettings throwaway;
    private final Consumer<Path> beforeComparing;

    TestClusterBackup(ThrowawaySettings throwaway) {
        this(throwaway, data -> {});
    }

    /** @param beforeComparing for tests: what happens to the data folder after unpacking */
    TestClusterBackup(ThrowawaySettings throwaway, Consumer<Path> beforeComparing) {
        this.throwaway = throwaway;
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
            ServerPrograms programs = programs(TestDatabaseBackup.major(source.serverVersion()));
            long bytes = backup.manifest().data().sourceBytes();
            FreeSpace.require(throwaway.parent(), Math.round(bytes * SPACE_FOR_SOURCE_BYTE), throwaway.spareBytes());
            try (ThrowawayFolder folder = ThrowawayFolder.create(throwaway.parent())) {
                Files.createDirectory(folder.path().resolve(ThrowawayPostgres.DATA));
                UnprivilegedAccount account = UnprivilegedAccount.owning(folder.path());
                return restore(backup, key, folder, programs, account, stopwatch);
            }
        } catch (ThrowawayFailure failure) {
            return TestOutcome.unknown(String.valueOf(failure.getMessage()), failure.remedy());
        } catch (IOException failure) {
            return TestOutcome.unknown(
                    "The folder " + throwaway.parent() + " could not be used: " + failure.getMessage(),
                    "Check backup.verification.folder and its disk.");
        }
    }

    /** Data files are read by servers of the same major version only. */
    private ServerPrograms programs(int major) throws ThrowawayFailure, InterruptedException {
        return ServerPrograms.installed(throwaway.postgresFolders()).stream()
                .filter(programs -> programs.major() == major)
                .findFirst()
                .orElseThrow(() -> new ThrowawayFailure(
                        "The backup is a copy of a PostgreSQL " + major + " server, which is not installed here.",
                        "Run apt-get install postgresql-" + major + " on the host that does restore tests."));
    }

    private TestOutcome restore(
            StoredBackup backup,
            DecryptionKey key,
            ThrowawayFolder folder,
            ServerPrograms programs,
            UnprivilegedAccount account,
            Stopwatch stopwatch)
            throws InterruptedException, IOException, ThrowawayFailure {
        Path data = folder.path().resolve(ThrowawayPostgres.DATA);
        Finding present = Finding.passed(AllOf.objects(backup.chunks().size()) + " "
                + AllOf.was(backup.chunks().size()) + " read; size and SHA-256 are those of the manifest.");
        try {
            stopwatch.<Object, ReadFailure, IOException>restoring("Fetch, decrypt and unpack", () -> {
                unpack(backup, key, account, data);
                return data;
            });
        } catch (ReadFailure failure) {
            String words = String.valueOf(failure.getMessage());
            return failure.fault() == ReadFault.LOCATION_UNREACHABLE
                    ? TestOutcome.unknown(words, failure.remedy())
                    : TestOutcome.notPresent(words, failure.remedy());
        }
        beforeComparing.accept(data);
        Said verified = stopwatch.<Said, IOException, RuntimeException>step(
                "Compare with the server's checksums",
                () -> run(account, folder.path(), Map.of(), programs.program("pg_verifybackup"), data.toString()));
        try (ThrowawayPostgres server = stopwatch.<ThrowawayPostgres, ThrowawayFailure, RuntimeException>restoring(
                "Recover", () -> ThrowawayPostgres.over(folder, programs, account, throwaway.startTimeout()))) {
            Said read = stopwatch.<Said, IOException, RuntimeException>step(
                    "Read every row", () -> readAll(server, account, folder.path(), programs));
            return answers(present, verified, read);
        } catch (NotRecovered failure) {
            String words = verified.good() ? String.valueOf(failure.getMessage()) : verified.words();
            return TestOutcome.notRestorable(present, words, failure.remedy());
        }
    }

    private static TestOutcome answers(Finding present, Said verified, Said read) {
        Finding restorable = Finding.passed("It was decrypted, unpacked and recovered to its consistent point.");
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

    private static void unpack(StoredBackup backup, DecryptionKey key, UnprivilegedAccount account, Path data)
            throws ReadFailure, IOException, InterruptedException {
        List<String> command = List.of("tar", "--extract", "--no-same-owner", "--directory=" + data);
        Path log = data.resolveSibling("tar.log");
        try (Tool tar = Tool.start(account.prefix(), data.getParent(), log, Map.of(), command)) {
            try (OutputStream in = tar.input()) {
                ReadChunks reader = new ReadChunks(backup);
                for (StoredChunk chunk : backup.chunks()) {
                    reader.read(chunk, key, in::write);
                }
            }
            Said said = tar.end();
            if (!said.good()) {
                throw new IOException("tar: " + said.words());
            }
            Files.setPosixFilePermissions(data, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
        }
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
