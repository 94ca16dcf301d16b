package io.mooring.backup.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.location.InMemoryLocation;
import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.source.PgDumpTool;
import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.testkit.Postgres;
import io.mooring.testkit.S3;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The roles of a database's server are kept with its backup, or the manifest says why not. */
class GlobalsIT {

    private static final String NAME = "globals.000001.sql.zst.pgp";

    @TempDir
    private Path folder;

    private final InMemoryLocation memory = new InMemoryLocation("memory");
    private PostgresDatabase database = Postgres.shared().admin();

    @BeforeEach
    void makesADatabase() throws Exception {
        database = Postgres.shared().freshDatabase("globals");
        OddDatabase.run(database, "CREATE TABLE t (id int PRIMARY KEY); INSERT INTO t VALUES (1), (2)");
    }

    @Test
    void aSuperuserKeepsRolesWithPasswordsInEveryLocation() throws Exception {
        BackupLocation bucket = Backups.s3("bucket", S3.shared().freshBucket());

        BackupJob job = Backups.job(asAdmin(database.name()), memory, bucket);
        Manifest manifest = take(job);

        Manifest.Globals globals = Objects.requireNonNull(manifest.globals());
        assertThat(globals).isEqualTo(new Manifest.Globals(NAME, true, List.of(database.user()), null));
        for (BackupLocation location : List.of(memory, bucket)) {
            assertThat(sql(location, job, manifest))
                    .contains("CREATE ROLE " + database.user() + ";")
                    .containsPattern("ALTER ROLE " + database.user() + " .*PASSWORD 'SCRAM-SHA-256")
                    .contains("PostgreSQL database cluster dump complete");
        }
        assertThat(manifest.data().sourceBytes())
                .isEqualTo(manifest.data().contentBytes() + attached(manifest).sourceBytes());
    }

    @Test
    void anOwnerKeepsRolesWithoutPasswordsAndTheManifestSaysSo() throws Exception {
        BackupJob job = Backups.job(database, memory);
        Manifest manifest = take(job);

        Manifest.Globals globals = Objects.requireNonNull(manifest.globals());
        assertThat(globals.passwords()).isFalse();
        assertThat(globals.remark()).contains("without their passwords").contains('"' + database.user() + '"');
        assertThat(sql(memory, job, manifest))
                .contains("CREATE ROLE " + database.user() + ";")
                .doesNotContain("PASSWORD");
        assertThat(manifest.restore().notes()).contains(globals.remark());
    }

    /** The catalogues' rights are each database's own, also where the catalogue is the server's. */
    @Test
    void whoMayNotReadRolesStillHasABackupThatTellsWhyThereAreNone() throws Exception {
        OddDatabase.run(asAdmin(database.name()), "REVOKE SELECT ON pg_catalog.pg_auth_members FROM PUBLIC");

        Manifest manifest = take(Backups.job(database, memory));

        assertThat(manifest.data().attached()).isEmpty();
        Manifest.Globals globals = Objects.requireNonNull(manifest.globals());
        assertThat(globals.object()).isNull();
        assertThat(globals.owners()).containsExactly(database.user());
        assertThat(globals.remark())
                .contains("not in this backup")
                .contains("permission denied for table pg_auth_members");
        assertThat(manifest.restore().notes()).contains(globals.remark());
        assertThat(String.join("\n", manifest.restore().commands())).doesNotContain("globals");
    }

    @Test
    void withoutTheToolThereIsABackupAndAReason() throws Exception {
        PipelineSettings usual = Backups.settings(1024 * 1024, Duration.ofSeconds(30));
        Path onlyPgDump = Files.createDirectory(folder.resolve("bin"));
        Files.createSymbolicLink(
                onlyPgDump.resolve("pg_dump"),
                PgDumpTool.forServer(1, usual.postgresFolders()).executable());

        Manifest manifest = Backups.taking(new PipelineSettings(
                        usual.chunkBytes(),
                        usual.zstdWorkers(),
                        usual.locationTimeout(),
                        usual.lockTimeout(),
                        usual.connectTimeout(),
                        List.of(onlyPgDump)))
                .take(Backups.job(database, memory), new Recording())
                .manifest();

        assertThat(Objects.requireNonNull(manifest.globals()).remark())
                .contains("pg_dumpall could not be started")
                .contains(onlyPgDump.toString());
    }

    @Test
    void aDatabaseWhoseNameLooksLikeAConnectionStringIsTheOneThatIsAsked() throws Exception {
        String odd = "dbname=postgres o'dd\\" + database.name();
        OddDatabase.run(Postgres.shared().admin(), "CREATE DATABASE \"" + odd + "\" OWNER " + database.user());

        PostgresDatabase strange = asAdmin(odd);
        OddDatabase.run(strange, "REVOKE SELECT ON pg_catalog.pg_auth_members FROM PUBLIC");

        Manifest manifest = take(Backups.job(
                new PostgresDatabase(database.host(), database.port(), odd, database.user(), database.password()),
                memory));

        assertThat(Objects.requireNonNull(manifest.globals()).remark())
                .contains("permission denied for table pg_auth_members");
    }

    private static Manifest take(BackupJob job) throws Exception {
        return Backups.taking(Backups.settings(1024 * 1024, Duration.ofSeconds(30)))
                .take(job, new Recording())
                .manifest();
    }

    private static Manifest.Chunk attached(Manifest manifest) {
        return Objects.requireNonNull(manifest.data().attached()).getFirst();
    }

    /** As stock tools read it, once it is known to be what the manifest says. */
    private String sql(BackupLocation location, BackupJob job, Manifest manifest) throws Exception {
        Path object = folder.resolve(location.id());
        try (InputStream in = location.open(job.folder() + NAME)) {
            Files.write(object, in.readAllBytes());
        }
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(object))))
                .isEqualTo(attached(manifest).sha256());
        return Shell.bash(
                        "gpg --batch --quiet --decrypt " + object + " | zstd --decompress --stdout",
                        folder,
                        Map.of("GNUPGHOME", Backups.GPG.folder().toString()))
                .succeeded();
    }

    private static PostgresDatabase asAdmin(String database) {
        PostgresDatabase admin = Postgres.shared().admin();
        return new PostgresDatabase(admin.host(), admin.port(), database, admin.user(), admin.password());
    }
}
