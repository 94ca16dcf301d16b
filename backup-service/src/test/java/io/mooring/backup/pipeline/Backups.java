package io.mooring.backup.pipeline;

import io.mooring.backup.key.GpgHome;
import io.mooring.backup.key.KeyUnusable;
import io.mooring.backup.key.ManifestSigner;
import io.mooring.backup.key.Recipient;
import io.mooring.backup.key.Secret;
import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.location.S3Location;
import io.mooring.backup.location.S3Settings;
import io.mooring.backup.source.PostgresSource;
import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.testkit.S3;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Jobs for tests: two recipients whose keys gpg made once, and a signer. */
final class Backups {

    static final String OPERATIONS = "Operations <ops@example.org>";
    static final String ESCROW = "Escrow <escrow@example.org>";
    static final String SIGNER = "Mooring <mooring@example.org>";

    static final GpgHome GPG = new GpgHome();
    static final Path OPERATIONS_KEY = GPG.rsa(OPERATIONS);
    static final Path ESCROW_KEY = GPG.curve25519(ESCROW);
    static final Path SIGNER_KEY = GPG.curve25519(SIGNER);

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(GPG::close));
    }

    private Backups() {}

    static TakeBackup taking(PipelineSettings settings) {
        return new TakeBackup(settings, InstantSource.system());
    }

    /** Chunks of this size almost exactly (no worker runs ahead), little patience. */
    static PipelineSettings settings(long chunkBytes, Duration locationTimeout) {
        PipelineSettings standard = PipelineSettings.standard();
        return new PipelineSettings(
                chunkBytes,
                0,
                locationTimeout,
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                standard.postgresFolders());
    }

    static BackupJob job(PostgresDatabase database, BackupLocation... locations) throws KeyUnusable {
        return job(source(database), locations);
    }

    static BackupJob job(PostgresSource source, BackupLocation... locations) throws KeyUnusable {
        return new BackupJob(
                "run-" + UUID.randomUUID(), "shop", "The shop", source, List.of(locations), recipients(), signer(), 3);
    }

    static List<Recipient> recipients() throws KeyUnusable {
        return List.of(Recipient.read(OPERATIONS_KEY), Recipient.read(ESCROW_KEY));
    }

    static ManifestSigner signer() throws KeyUnusable {
        return ManifestSigner.read(GPG.secretKey(SIGNER), Secret.of(""), Instant.now());
    }

    static PostgresSource source(PostgresDatabase database) {
        return new PostgresSource(
                database.host(), database.port(), database.name(), database.user(), Secret.of(database.password()));
    }

    static S3Location s3(String id, S3.Bucket bucket) {
        return s3(id, bucket, bucket.endpoint(), Duration.ofSeconds(20));
    }

    static S3Location s3(String id, S3.Bucket bucket, @Nullable URI endpoint, Duration requestTimeout) {
        return new S3Location(new S3Settings(
                id,
                bucket.name(),
                "",
                endpoint,
                "eu-central-1",
                true,
                new S3Settings.Credentials(
                        bucket.key().id(), Secret.of(bucket.key().secret())),
                true,
                5 * 1024 * 1024,
                2,
                requestTimeout));
    }

    /** Copies a run's objects into a folder, as somebody who restores by hand does. */
    static void download(BackupLocation location, BackupJob job, Path folder) throws Exception {
        for (var object : location.list(job.folder())) {
            try (InputStream in = location.open(object.key())) {
                Files.copy(in, folder.resolve(Path.of(object.key()).getFileName()));
            } catch (IOException e) {
                throw new AssertionError(object.key(), e);
            }
        }
    }
}
