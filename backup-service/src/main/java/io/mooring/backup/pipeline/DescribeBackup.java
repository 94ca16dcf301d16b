package io.mooring.backup.pipeline;

import com.github.luben.zstd.util.ZstdVersion;
import io.mooring.backup.key.ManifestSigner;
import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.manifest.ManifestSource;
import io.mooring.backup.source.SourceFacts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes down what a backup is, once all of it is known. */
final class DescribeBackup {

    private static final String BCPG = builtWith("bcpg");

    private DescribeBackup() {}

    static Manifest describe(
            BackupJob job,
            Instant startedAt,
            Instant finishedAt,
            SourceFacts facts,
            List<Manifest.KeyName> recipients,
            EncryptedChunks objects) {
        @Nullable ManifestSigner signer = job.signer();
        Manifest.Data data = data(job.compressionLevel(), objects);
        return new Manifest(
                Manifest.FORMAT,
                new Manifest.Run(job.runId(), job.planId(), job.planName(), startedAt, finishedAt, facts.chainId()),
                facts.source(),
                tools(facts),
                new Manifest.Encryption(OpenPgpMessages.FORMAT, OpenPgpMessages.CIPHER, recipients),
                data,
                facts.references(),
                facts.content(),
                facts.files(),
                facts.globals(),
                RestoreCommands.of(data, facts, signer != null),
                signer == null ? null : signer.fingerprint());
    }

    private static Manifest.Tools tools(SourceFacts facts) {
        return new Manifest.Tools(
                facts.source() instanceof ManifestSource.Database ? facts.tool() : null,
                facts.source() instanceof ManifestSource.Cluster ? facts.tool() : null,
                "zstd-jni " + ZstdVersion.VERSION,
                "bcpg " + BCPG,
                Runtime.version().toString());
    }

    private static Manifest.Data data(int level, EncryptedChunks objects) {
        List<Manifest.Chunk> all = Stream.concat(objects.chunks().stream(), objects.attached().stream())
                .toList();
        return new Manifest.Data(
                "zstd",
                level,
                all.stream().mapToLong(Manifest.Chunk::sourceBytes).sum(),
                all.stream().mapToLong(Manifest.Chunk::bytes).sum(),
                objects.chunks(),
                objects.attached());
    }

    private static String builtWith(String library) {
        Properties versions = new Properties();
        try (InputStream in = Objects.requireNonNull(
                DescribeBackup.class.getResourceAsStream("libraries.properties"),
                "built without libraries.properties")) {
            versions.load(in);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return Objects.requireNonNull(versions.getProperty(library), library);
    }
}
