package io.mooring.backup.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.backup.key.DecryptionKey;
import io.mooring.backup.key.Secret;
import io.mooring.backup.location.InMemoryLocation;
import io.mooring.backup.pipeline.SampleBackup;
import io.mooring.backup.read.StoredBackup;
import io.mooring.backup.source.ClusterSource;
import io.mooring.backup.source.SslMode;
import io.mooring.backup.wal.ReplayableWal;
import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.embedded.postgres.PostgresServer;
import io.mooring.testkit.Postgres;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy of a whole server is unpacked, checked file by file, recovered and read; what is done to it in between is caught. */
class ClusterRestoreTestIT {

    private static SampleBackup sample;
    private static InMemoryLocation location;

    private final Stopwatch stopwatch = new Stopwatch();

    @TempDir
    private Path parent;

    @BeforeAll
    static void copiesAServer() throws Exception {
        location = new InMemoryLocation("memory");
        try (PostgresServer server = Postgres.own()) {
            PostgresDatabase admin = server.admin();
            try (Connection connection = admin.connect();
                    var statement = connection.createStatement()) {
                statement.execute("CREATE TABLE canary AS SELECT i, repeat(md5(i::text), 20) AS t"
                        + " FROM generate_series(1, 5000) i");
            }
            sample = SampleBackup.ofSource(
                    new ClusterSource(
                            admin.host(), admin.port(), admin.user(), Secret.of(admin.password()), SslMode.PREFER),
                    location);
        }
    }

    @AfterEach
    void leavesNothingBehind() throws Exception {
        try (Stream<Path> left = Files.list(parent)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void passesAGoodCopy() throws Exception {
        TestOutcome outcome = test(data -> {});

        assertThat(List.of(outcome.present(), outcome.restorable(), outcome.dataIntact()))
                .as(outcome.toString())
                .extracting(Finding::verdict)
                .containsOnly(Verdict.PASSED);
        assertThat(stopwatch.steps())
                .extracting(Measured.Step::name)
                .containsExactly(
                        "Fetch, decrypt and unpack",
                        "Compare with the server's checksums",
                        "Recover",
                        "Read every row");
        assertThat(stopwatch.restoreMillis()).isPositive();
    }

    @Test
    void catchesAByteThatWasFlippedInADataFile() throws Exception {
        TestOutcome outcome = test(data -> flip(data.resolve("base").resolve(largest(data.resolve("base")))));

        assertThat(outcome.dataIntact().verdict()).as(outcome.toString()).isEqualTo(Verdict.FAILED);
        assertThat(outcome.dataIntact().reason()).contains("checksum mismatch").contains("base/");
    }

    @Test
    void catchesTruncatedWal() throws Exception {
        TestOutcome outcome = test(data -> {
            Path wal = data.resolve("pg_wal");
            cut(wal.resolve(largest(wal)));
        });

        assertThat(outcome.restorable().verdict()).as(outcome.toString()).isEqualTo(Verdict.FAILED);
        assertThat(outcome.dataIntact().verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(outcome.restorable().reason()).containsIgnoringCase("wal");
    }

    @Test
    void catchesADroppedChunk() throws Exception {
        InMemoryLocation copy = new InMemoryLocation("copy");
        for (var object : location.list("")) {
            try (var in = location.open(object.key());
                    var sink = copy.create(object.key())) {
                byte[] bytes = in.readAllBytes();
                sink.write(bytes, 0, bytes.length);
                sink.commit();
            }
        }
        String key = sample.key("data.000001.zst.pgp");
        copy.delete(key);

        TestOutcome outcome = tester(data -> {}).test(open(copy), SampleBackup.operations(), stopwatch);

        assertThat(outcome.present().verdict()).isEqualTo(Verdict.FAILED);
        assertThat(outcome.present().reason()).contains(key);
    }

    @Test
    void doesNotSayThatSomethingIsMissingWhenOnlyTheKeyIsAnothers() throws Exception {
        SampleBackup.gpg().rsa("Cluster stranger <cluster@example.com>");
        Path stranger = SampleBackup.gpg().secretKey("Cluster stranger <cluster@example.com>");

        TestOutcome outcome =
                tester(data -> {}).test(open(location), DecryptionKey.read(stranger, Secret.of("")), stopwatch);

        assertThat(outcome.present().verdict()).as(outcome.toString()).isEqualTo(Verdict.UNKNOWN);
        assertThat(outcome.restorable().verdict()).isEqualTo(Verdict.FAILED);
        assertThat(outcome.restorable().reason())
                .contains(sample.planId())
                .contains("data.000001.zst.pgp")
                .contains("not encrypted to the key");
    }

    private TestOutcome test(Consumer<Path> beforeComparing) throws Exception {
        return tester(beforeComparing).test(open(location), SampleBackup.operations(), stopwatch);
    }

    private TestClusterBackup tester(Consumer<Path> beforeComparing) {
        return new TestClusterBackup(
                new ThrowawaySettings(
                        parent, List.of(Path.of("/usr/lib/postgresql")), Duration.ofSeconds(60), 1024 * 1024),
                backup -> ReplayableWal.none(backup.manifest().run().finishedAt()),
                InstantSource.system(),
                beforeComparing);
    }

    private static StoredBackup open(InMemoryLocation from) throws Exception {
        return StoredBackup.open(from, sample.planId(), sample.runId(), SampleBackup.signers());
    }

    private static Path largest(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return folder.relativize(files.filter(Files::isRegularFile)
                    .max(java.util.Comparator.comparingLong(
                            file -> file.toFile().length()))
                    .orElseThrow());
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private static void flip(Path file) {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(bytes.length() / 2);
            int one = bytes.read();
            bytes.seek(bytes.length() / 2);
            bytes.write(one ^ 1);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private static void cut(Path file) {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.setLength(100);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }
}
