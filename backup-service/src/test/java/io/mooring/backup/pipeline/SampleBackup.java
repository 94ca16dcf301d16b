package io.mooring.backup.pipeline;

import io.mooring.backup.key.DecryptionKey;
import io.mooring.backup.key.GpgHome;
import io.mooring.backup.key.KeyUnusable;
import io.mooring.backup.key.Recipient;
import io.mooring.backup.key.Secret;
import io.mooring.backup.key.TrustedSigners;
import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.location.S3Location;
import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.source.BackupSource;
import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.testkit.Postgres;
import io.mooring.testkit.S3;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** A real backup for whoever reads backups: taken by the pipeline, encrypted to two keys that gpg made, signed. */
public record SampleBackup(String planId, String runId, Manifest manifest, byte[] manifestBytes) {

    public static final long SMALL_CHUNKS = 256 * 1024;

    /** Of a database with everything that makes backups hard, in several small chunks. */
    public static SampleBackup ofOddDatabase(BackupLocation... locations) throws Exception {
        return of(oddDatabase(), SMALL_CHUNKS, locations);
    }

    public static SampleBackup of(PostgresDatabase database, long chunkBytes, BackupLocation... locations)
            throws Exception {
        BackupJob job = Backups.job(database, locations);
        return of(job, chunkBytes);
    }

    /** Of a whole server, or whatever else a source may be. */
    public static SampleBackup ofSource(BackupSource source, BackupLocation... locations) throws Exception {
        return of(
                new BackupJob(
                        "run-" + UUID.randomUUID(),
                        "shop",
                        "The shop",
                        source,
                        List.of(locations),
                        Backups.recipients(),
                        Backups.signer(),
                        1),
                SMALL_CHUNKS * 16);
    }

    /** A manifest that nobody signed. */
    public static SampleBackup unsigned(PostgresDatabase database, BackupLocation... locations) throws Exception {
        return of(
                new BackupJob(
                        "run-" + UUID.randomUUID(),
                        "shop",
                        "The shop",
                        Backups.source(database),
                        List.of(locations),
                        Backups.recipients(),
                        null,
                        3),
                SMALL_CHUNKS);
    }

    private static SampleBackup of(BackupJob job, long chunkBytes) throws Exception {
        BackupOutcome outcome = Backups.taking(Backups.settings(chunkBytes, Duration.ofSeconds(30)))
                .take(job, new Recording());
        return new SampleBackup(job.planId(), job.runId(), outcome.manifest(), outcome.manifestBytes());
    }

    public static PostgresDatabase oddDatabase() throws Exception {
        PostgresDatabase database = Postgres.shared().freshDatabase("odd");
        OddDatabase.fill(database);
        OddDatabase.addNoise(database, 2000);
        return database;
    }

    public static S3Location bucket(String id) {
        return Backups.s3(id, S3.shared().freshBucket());
    }

    public static GpgHome gpg() {
        return Backups.GPG;
    }

    public static Path operationsKey() {
        return Backups.GPG.secretKey(Backups.OPERATIONS);
    }

    public static Path escrowKey() {
        return Backups.GPG.secretKey(Backups.ESCROW);
    }

    public static Path signerKey() {
        return Backups.SIGNER_KEY;
    }

    public static List<Recipient> recipients() throws KeyUnusable {
        return Backups.recipients();
    }

    public static DecryptionKey operations() throws KeyUnusable {
        return DecryptionKey.read(operationsKey(), Secret.of(""));
    }

    public static DecryptionKey escrow() throws KeyUnusable {
        return DecryptionKey.read(escrowKey(), Secret.of(""));
    }

    public static TrustedSigners signers() throws KeyUnusable {
        return TrustedSigners.read(List.of(signerKey()));
    }

    /** {@code planId/runId/name}. */
    public String key(String name) {
        return planId + "/" + runId + "/" + name;
    }
}
