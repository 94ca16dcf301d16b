package io.mooring.backup.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.backup.key.GpgHome;
import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.location.DirectoryLocation;
import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.manifest.ManifestJson;
import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.testkit.Postgres;
import io.mooring.testkit.S3;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup is restored by the manifest's own commands with stock gpg, zstd and pg_restore, and holds what the source held. */
class RoundTripIT {

    private static final long SMALL_CHUNKS = 256 * 1024;

    @TempDir
    static Path folder;

    private static BackupLocation bucket;
    private static BackupLocation directory;
    private static BackupJob job;
    private static BackupOutcome outcome;
    private static final Recording RECORDING = new Recording();

    @BeforeAll
    static void takeABackup() throws Exception {
        PostgresDatabase database = Postgres.shared().freshDatabase("odd");
        OddDatabase.fill(database);
        OddDatabase.addNoise(database, 2000);
        bucket = Backups.s3("bucket", S3.shared().freshBucket());
        directory = new DirectoryLocation("nas", Files.createDirectory(folder.resolve("nas")), 0);
        PostgresDatabase reader = Postgres.shared()
                .roles()
                .createReader(
                        database, "reader_" + database.name(), UUID.randomUUID().toString());
        job = Backups.job(reader, bucket, directory);
        outcome = Backups.taking(Backups.settings(SMALL_CHUNKS, Duration.ofSeconds(30)))
                .take(job, RECORDING);
    }

    @Test
    void operationsAloneRestoresFromTheBucket() throws Exception {
        restoresAndHoldsTheSame(bucket, Backups.OPERATIONS);
    }

    @Test
    void escrowAloneRestoresFromTheFolder() throws Exception {
        restoresAndHoldsTheSame(directory, Backups.ESCROW);
    }

    @Test
    void bothLocationsHoldTheSameBytes() throws Exception {
        Path one = Files.createTempDirectory(folder, "one");
        Path two = Files.createTempDirectory(folder, "two");
        Backups.download(bucket, job, one);
        Backups.download(directory, job, two);

        Shell.bash("diff -r " + one + " " + two, folder, Map.of()).succeeded();
        assertThat(Files.readAllBytes(one.resolve("manifest.json"))).isEqualTo(outcome.manifestBytes());
    }

    @Test
    void everyChunkIsOneZstdFrameInAnAes256MessageToBothKeys() throws Exception {
        Path here = Files.createTempDirectory(folder, "chunks");
        Backups.download(bucket, job, here);

        assertThat(outcome.manifest().data().chunks()).hasSizeGreaterThan(3);
        for (Manifest.Chunk chunk : outcome.manifest().data().chunks()) {
            String listed = gpg(here, "gpg --batch --list-packets " + chunk.name());
            assertThat(listed.lines().filter(line -> line.startsWith(":pubkey enc packet:")))
                    .hasSize(2);
            assertThat(listed).contains(":encrypted data packet:").contains("mdc_method: 2");
            assertThat(listed).doesNotContain(":compressed packet:");
            gpg(here, "gpg --batch --quiet --decrypt " + chunk.name() + " > frame && zstd --quiet --test frame");
            assertThat(gpg(here, "zstd --list frame")).contains("XXH64");
        }
        assertThat(gpg(here, "gpg --batch --verbose --decrypt data.000001.zst.pgp 2>&1 >/dev/null"))
                .contains("AES256");
    }

    @Test
    void theObserverSawItHappen() {
        assertThat(RECORDING.phases).containsExactly(Phase.PREPARING, Phase.DUMPING, Phase.FINISHING);
        assertThat(RECORDING.estimated.get()).isPositive();
        assertThat(RECORDING.sourceBytes.get())
                .isEqualTo(outcome.manifest().data().sourceBytes());
        assertThat(RECORDING.storedBytes.get())
                .isEqualTo(outcome.manifest().data().storedBytes());
        assertThat(outcome.copies()).extracting(CopyProgress::state).containsOnly(CopyState.STORED);
        assertThat(RECORDING.copies).containsAll(outcome.copies());
    }

    @Test
    void theManifestReadsBackAndKnowsEveryTable() throws Exception {
        assertThat(ManifestJson.read(outcome.manifestBytes())).isEqualTo(outcome.manifest());
        assertThat(outcome.manifest().content().tables()).hasSize(OddDatabase.TABLES + 1);
        assertThat(outcome.manifest().content().largeObjects()).isEqualTo(1);
        assertThat(outcome.manifest().signedBy()).isEqualTo(Backups.GPG.fingerprint(Backups.SIGNER));
    }

    private static void restoresAndHoldsTheSame(BackupLocation location, String who) throws Exception {
        Path here = Files.createTempDirectory(folder, "restore");
        Backups.download(location, job, here);
        Manifest manifest = ManifestJson.read(Files.readAllBytes(here.resolve("manifest.json")));
        String target = "restored_" + UUID.randomUUID().toString().replace("-", "");
        try (GpgHome home = Backups.GPG.onlyWith(who, Backups.SIGNER_KEY)) {
            Map<String, String> environment = environment(home, target);
            for (String command : manifest.restore().commands()) {
                Shell.bash(command, here, environment).succeeded();
            }
            holdsTheSame(manifest, here, environment);
        }
    }

    private static void holdsTheSame(Manifest manifest, Path here, Map<String, String> environment) throws Exception {
        String settings = String.join(";\n", manifest.content().settings()) + ";\n";
        for (Manifest.Table table : manifest.content().tables()) {
            Path script = Files.writeString(here.resolve("check.sql"), settings + table.sql());
            String said = Shell.run(
                            List.of("psql", "-qAtX", "-v", "ON_ERROR_STOP=1", "-f", script.toString()),
                            here,
                            environment,
                            "")
                    .succeeded();
            assertThat(said)
                    .as(table.schema() + "." + table.name())
                    .startsWith(table.rows() + "|" + table.hash() + "|");
        }
    }

    private static Map<String, String> environment(GpgHome home, String target) {
        PostgresDatabase admin = Postgres.shared().admin();
        return Map.of(
                "GNUPGHOME", home.folder().toString(),
                "RESTORE_TO", target,
                "PGDATABASE", target,
                "PGHOST", admin.host(),
                "PGPORT", Integer.toString(admin.port()),
                "PGUSER", admin.user(),
                "PGPASSWORD", admin.password());
    }

    private static String gpg(Path here, String script) {
        return Shell.bash(script, here, Map.of("GNUPGHOME", Backups.GPG.folder().toString()))
                .succeeded();
    }
}
