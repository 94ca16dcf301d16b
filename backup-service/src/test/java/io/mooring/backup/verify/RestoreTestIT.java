package io.mooring.backup.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.backup.key.DecryptionKey;
import io.mooring.backup.key.Secret;
import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.location.InMemoryLocation;
import io.mooring.backup.location.ObjectSink;
import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.pipeline.SampleBackup;
import io.mooring.backup.read.StoredBackup;
import io.mooring.backup.rebuild.LeftoverServer;
import io.mooring.backup.source.PostgresSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A restore test passes a good backup, and whatever is done to one is caught, with a reason that names what it was done to. */
class RestoreTestIT {

    private static SampleBackup sample;
    private static InMemoryLocation written;

    private final InMemoryLocation copy = new InMemoryLocation("copy");
    private final Stopwatch stopwatch = new Stopwatch();

    @TempDir
    private Path parent;

    @BeforeAll
    static void takesABackup() throws Exception {
        written = new InMemoryLocation("memory");
        sample = SampleBackup.ofOddDatabase(written);
    }

    @BeforeEach
    void copies() throws Exception {
        for (var object : written.list("")) {
            put(object.key(), bytes(object.key()));
        }
    }

    @AfterEach
    void leavesNothingBehind() throws Exception {
        try (Stream<Path> left = Files.list(parent)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void passesAGoodBackupOfAnOddDatabase() throws Exception {
        TestOutcome outcome = test();

        assertThat(List.of(outcome.present(), outcome.restorable(), outcome.dataIntact()))
                .as(outcome.toString())
                .extracting(Finding::verdict)
                .containsOnly(Verdict.PASSED);
        assertThat(outcome.compared()).isEqualTo(sample.manifest().tables().size());
        assertThat(outcome.remedy()).isNull();
        assertThat(stopwatch.steps())
                .extracting(Measured.Step::name)
                .containsExactly("Fetch, decrypt and decompress", "Wait for the throwaway server", "Load", "Compare");
        assertThat(stopwatch.restoreMillis()).isPositive();
    }

    @Test
    void catchesAFlippedByte() throws Exception {
        String key = chunk(2);
        byte[] bytes = bytes(key);
        bytes[bytes.length / 3] ^= 4;
        replace(key, bytes);

        TestOutcome outcome = test();

        assertThat(outcome.present().verdict()).isEqualTo(Verdict.FAILED);
        assertThat(outcome.present().reason()).contains(key);
        assertThat(outcome.restorable().verdict()).isEqualTo(Verdict.FAILED);
        assertThat(outcome.dataIntact().verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(stopwatch.restoreMillis()).as("nothing was restored").isNull();
    }

    @Test
    void catchesADroppedChunk() throws Exception {
        copy.delete(chunk(3));

        TestOutcome outcome = test();

        assertThat(outcome.present().verdict()).isEqualTo(Verdict.FAILED);
        assertThat(outcome.present().reason()).contains(chunk(3)).contains("missing");
    }

    @Test
    void catchesARowThatIsNotThere() throws Exception {
        Manifest.Table table = largest();

        TestOutcome outcome = test(restored -> execute(
                restored, "DELETE FROM " + name(table) + " WHERE ctid = (SELECT min(ctid) FROM " + name(table) + ")"));

        assertThat(outcome.restorable().verdict()).isEqualTo(Verdict.PASSED);
        assertThat(outcome.dataIntact().verdict()).isEqualTo(Verdict.FAILED);
        assertThat(outcome.dataIntact().reason()).contains(table.name());
        assertThat(outcome.differences()).anySatisfy(difference -> {
            assertThat(difference.name()).isEqualTo(table.schema() + "." + table.name());
            assertThat(difference.expectedRows()).isEqualTo(table.rows());
            assertThat(difference.restoredRows()).isEqualTo(table.rows() - 1);
            assertThat(difference.hashEqual()).isFalse();
        });
    }

    @Test
    void catchesATableThatIsNotThereAndOneTooMany() throws Exception {
        Manifest.Table table = largest();

        TestOutcome outcome = test(restored -> {
            execute(restored, "DROP TABLE " + name(table) + " CASCADE");
            execute(restored, "CREATE TABLE public.sneaked_in (id int)");
        });

        assertThat(outcome.dataIntact().verdict()).isEqualTo(Verdict.FAILED);
        assertThat(outcome.differences())
                .extracting(Measured.Difference::name)
                .contains(table.schema() + "." + table.name(), "public.sneaked_in");
    }

    @Test
    void aKeyThatIsNoRecipientsFailsInWords() throws Exception {
        Path stranger = SampleBackup.gpg().secretKey(strangerName());
        DecryptionKey key = DecryptionKey.read(stranger, Secret.of(""));

        TestOutcome outcome = tester(restored -> {}).test(open(), key, stopwatch);

        assertThat(outcome.restorable().verdict()).isEqualTo(Verdict.FAILED);
        assertThat(outcome.restorable().reason())
                .containsPattern("data\\.\\d{6}\\.zst\\.pgp")
                .contains("not encrypted to the key");
        assertThat(outcome.dataIntact().verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void isUnknownWithoutAServerOrSpace() throws Exception {
        ThrowawaySettings none = new ThrowawaySettings(parent, List.of(Path.of("/nowhere")), Duration.ofSeconds(60), 0);
        ThrowawaySettings full = new ThrowawaySettings(
                parent, List.of(Path.of("/usr/lib/postgresql")), Duration.ofSeconds(60), Long.MAX_VALUE / 2);

        for (ThrowawaySettings settings : List.of(none, full)) {
            TestOutcome outcome =
                    new TestDatabaseBackup(settings, 2).test(open(), SampleBackup.operations(), new Stopwatch());

            assertThat(List.of(outcome.present(), outcome.restorable(), outcome.dataIntact()))
                    .extracting(Finding::verdict)
                    .containsOnly(Verdict.UNKNOWN);
            assertThat(outcome.remedy()).isNotBlank();
        }
    }

    @Test
    void isUnknownWhenTheServerDiesMeanwhile() throws Exception {
        TestOutcome outcome = test(restored -> killServer());

        assertThat(outcome.dataIntact().verdict()).as(outcome.toString()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void judgesTheTimeOnlyOfARestoreThatEnded() {
        Duration objective = Duration.ofSeconds(2);
        Finding good = Finding.passed("loaded");

        assertThat(FastEnough.of(null, good, 1L).verdict()).isEqualTo(Verdict.SKIPPED);
        assertThat(FastEnough.of(objective, good, 2000L).verdict()).isEqualTo(Verdict.PASSED);
        assertThat(FastEnough.of(objective, good, 2001L).verdict()).isEqualTo(Verdict.FAILED);
        assertThat(FastEnough.of(objective, Finding.failed("broken"), 1L).verdict())
                .isEqualTo(Verdict.UNKNOWN);
        assertThat(FastEnough.of(objective, good, null).verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    private TestOutcome test() throws Exception {
        return test(restored -> {});
    }

    private TestOutcome test(Consumer<PostgresSource> beforeComparing) throws Exception {
        return tester(beforeComparing).test(open(), SampleBackup.operations(), stopwatch);
    }

    private TestDatabaseBackup tester(Consumer<PostgresSource> beforeComparing) {
        ThrowawaySettings settings = new ThrowawaySettings(
                parent, List.of(Path.of("/usr/lib/postgresql")), Duration.ofSeconds(60), 1024 * 1024);
        return new TestDatabaseBackup(settings, 2, beforeComparing);
    }

    private StoredBackup open() throws Exception {
        return StoredBackup.open(copy, sample.planId(), sample.runId(), SampleBackup.signers());
    }

    private void killServer() {
        try (Stream<Path> folders = Files.list(parent)) {
            folders.map(folder -> folder.resolve(ThrowawayPostgres.DATA)).forEach(LeftoverServer::end);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private static String strangerName() {
        SampleBackup.gpg().rsa("Stranger <stranger@example.org>");
        return "Stranger <stranger@example.org>";
    }

    private static Manifest.Table largest() {
        return sample.manifest().tables().stream()
                .filter(table -> table.kind().equals("table"))
                .max(java.util.Comparator.comparing(Manifest.Table::rows))
                .orElseThrow();
    }

    private static String name(Manifest.Table table) {
        return '"' + table.schema().replace("\"", "\"\"") + "\".\""
                + table.name().replace("\"", "\"\"") + '"';
    }

    private static void execute(PostgresSource database, String sql) {
        String url = "jdbc:postgresql://" + database.host() + ":" + database.port() + "/" + database.database();
        try (Connection connection = DriverManager.getConnection(
                        url, database.user(), database.password().reveal());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new AssertionError(sql, failure);
        }
    }

    private static String chunk(int number) {
        return sample.key("data.%06d.zst.pgp".formatted(number));
    }

    private static byte[] bytes(String key) throws Exception {
        try (InputStream in = ((BackupLocation) written).open(key)) {
            return in.readAllBytes();
        }
    }

    private void put(String key, byte[] bytes) throws Exception {
        try (ObjectSink sink = copy.create(key)) {
            sink.write(bytes, 0, bytes.length);
            sink.commit();
        }
    }

    private void replace(String key, byte[] bytes) throws Exception {
        copy.delete(key);
        put(key, bytes);
    }
}
