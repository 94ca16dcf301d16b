package io.mooring.backup.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mooring.backup.key.Secret;
import io.mooring.backup.location.GatedLocation;
import io.mooring.backup.location.InMemoryLocation;
import io.mooring.backup.source.PostgresSource;
import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.testkit.Postgres;
import io.mooring.testkit.network.CutCable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that is gone, refuses, is cut or locked, and a pg_dump that dies: each is told in words and leaves nothing. */
class SourceFaultsIT {

    private static final PipelineSettings SETTINGS = Backups.settings(256 * 1024, Duration.ofSeconds(30));

    private static PostgresDatabase database;

    private final InMemoryLocation memory = new InMemoryLocation("memory");

    @BeforeAll
    static void fill() throws Exception {
        database = Postgres.shared().freshDatabase("faults");
        OddDatabase.addNoise(database, 20_000);
    }

    @AfterEach
    void nothingIsLeft() {
        NothingLeft.in(memory);
        NothingLeft.ofPgDump();
    }

    @Test
    void aKilledPgDumpIsNoBackup() throws Exception {
        BackupFailure failure = whileItRuns(Backups.source(database), PgDumps::kill9);

        assertThat(failure.code()).isEqualTo(FailureCode.DUMP_KILLED);
        assertThat(failure).hasMessageContaining("signal 9");
        assertThat(failure.remedy()).contains("memory");
    }

    @Test
    void aCutConnectionIsNoBackup() throws Exception {
        try (CutCable cable = CutCable.to(database.host(), database.port())) {
            BackupFailure failure = whileItRuns(through(cable), cable::cut);

            assertThat(failure.code()).isEqualTo(FailureCode.DATABASE_UNREACHABLE);
        }
    }

    @Test
    void aServerThatEndsTheSessionIsNoBackup() throws Exception {
        BackupFailure failure = whileItRuns(
                Backups.source(database),
                () -> OddDatabase.run(
                        Postgres.shared().admin(),
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + database.name()
                                + "' AND application_name IN ('mooring-backup', 'pg_dump')"));

        assertThat(failure.code()).isEqualTo(FailureCode.DATABASE_UNREACHABLE);
    }

    @Test
    void saysThatThePasswordIsWrongAndDoesNotSayThePassword() {
        PostgresSource source = with(database.name(), "not-the-password", database.port());
        BackupFailure failure = take(source);

        assertThat(failure.code()).isEqualTo(FailureCode.DATABASE_REFUSED);
        assertThat(failure).hasMessageContaining(database.user());
        assertThat(failure.getMessage() + failure.remedy()).doesNotContain("not-the-password");
        assertThat(source.toString()).doesNotContain("not-the-password");
    }

    @Test
    void saysThatTheDatabaseDoesNotExist() {
        BackupFailure failure = take(with("no_such_database", database.password(), database.port()));

        assertThat(failure.code()).isEqualTo(FailureCode.DATABASE_REFUSED);
        assertThat(failure).hasMessageContaining("no_such_database");
    }

    @Test
    void saysThatNobodyAnswers() throws Exception {
        try (CutCable cable = CutCable.to(database.host(), database.port())) {
            cable.cut();
            BackupFailure failure = take(through(cable));

            assertThat(failure.code()).isEqualTo(FailureCode.DATABASE_UNREACHABLE);
            assertThat(failure).hasMessageContaining("127.0.0.1:" + cable.port());
        }
    }

    @Test
    void doesNotWaitForALockedTableForever() throws Exception {
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE noise IN ACCESS EXCLUSIVE MODE");

            BackupFailure failure = take(Backups.source(database));

            assertThat(failure.code()).isEqualTo(FailureCode.DUMP_FAILED);
            assertThat(failure).hasMessageContaining("locked");
            assertThat(failure.remedy()).contains("pg_stat_activity");
            other.rollback();
        }
    }

    @Test
    void saysWhichTableTheUserMayNotRead() throws Exception {
        PostgresDatabase stranger = Postgres.shared()
                .roles()
                .createReader(database, "stranger", UUID.randomUUID().toString());
        OddDatabase.run(Postgres.shared().admin(), "REVOKE pg_read_all_data FROM stranger");

        BackupFailure failure = take(Backups.source(stranger));

        assertThat(failure.code()).isEqualTo(FailureCode.DATABASE_REFUSED);
        assertThat(failure).hasMessageContaining("noise");
        assertThat(failure.remedy()).contains("pg_read_all_data");
    }

    @Test
    void namesBothVersionsWhenTheServerIsNewerThanEveryPgDump(@TempDir Path folder) throws Exception {
        fakePgDump(folder, "echo 'pg_dump (PostgreSQL) 11.22'");

        BackupFailure failure = take(Backups.source(database), List.of(folder));

        assertThat(failure.code()).isEqualTo(FailureCode.VERSION_MISMATCH);
        assertThat(failure).hasMessageContaining("11").hasMessageMatching(".*PostgreSQL 1\\d,.*");
        assertThat(failure.remedy()).contains("apt-get install postgresql-client-");
    }

    @Test
    void saysThatThereIsNoPgDump(@TempDir Path folder) {
        BackupFailure failure = take(Backups.source(database), List.of(folder));

        assertThat(failure.code()).isEqualTo(FailureCode.TOOL_MISSING);
        assertThat(failure.remedy()).contains("apt-get install postgresql-client-");
    }

    @Test
    void aPgDumpThatFailsAfterWritingPlentyIsNoBackup(@TempDir Path folder) throws Exception {
        fakePgDump(
                folder,
                "[ \"$1\" = --version ] && { echo 'pg_dump (PostgreSQL) 99.1'; exit 0; }",
                "head -c 3000000 /dev/urandom",
                "echo 'pg_dump: error: the disk of the server burns' >&2",
                "exit 1");

        BackupFailure failure = take(Backups.source(database), List.of(folder));

        assertThat(failure.code()).isEqualTo(FailureCode.DUMP_FAILED);
        assertThat(failure).hasMessageContaining("the disk of the server burns");
    }

    @Test
    void thePasswordIsInNoArgumentList() throws Exception {
        GatedLocation gated = GatedLocation.afterBytes(memory, 1);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> running =
                    executor.submit(() -> Backups.taking(SETTINGS).take(Backups.job(database, gated), new Recording()));
            gated.awaitReached();
            ProcessHandle dump = PgDumps.running().orElseThrow();
            String line = Files.readString(Path.of("/proc/" + dump.pid() + "/cmdline"));

            assertThat(line).contains("--snapshot=").doesNotContain(database.password());
            running.cancel(true);
        }
    }

    private static void fakePgDump(Path folder, String... lines) throws Exception {
        Path tool = folder.resolve("pg_dump");
        Files.writeString(tool, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static PostgresSource with(String name, String password, int port) {
        return new PostgresSource(database.host(), port, name, database.user(), Secret.of(password));
    }

    private static PostgresSource through(CutCable cable) {
        return with(database.name(), database.password(), cable.port());
    }

    private interface Deed {
        void run() throws Exception;
    }

    /** Takes a backup, does the deed when some of it is written, and answers the failure. */
    private BackupFailure whileItRuns(PostgresSource source, Deed deed) throws Exception {
        GatedLocation gated = GatedLocation.afterBytes(memory, 1_500_000);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<BackupFailure> failure =
                    executor.submit(() -> catchThrowableOfType(BackupFailure.class, () -> Backups.taking(SETTINGS)
                            .take(Backups.job(source, gated), new Recording())));
            gated.awaitReached();
            deed.run();
            gated.open();
            return failure.get();
        }
    }

    private BackupFailure take(PostgresSource source) {
        return take(source, SETTINGS.postgresFolders());
    }

    private BackupFailure take(PostgresSource source, List<Path> postgresFolders) {
        PipelineSettings settings = new PipelineSettings(
                SETTINGS.chunkBytes(),
                0,
                SETTINGS.locationTimeout(),
                SETTINGS.lockTimeout(),
                SETTINGS.connectTimeout(),
                postgresFolders);
        return catchThrowableOfType(
                BackupFailure.class, () -> Backups.taking(settings).take(Backups.job(source, memory), new Recording()));
    }
}
