package io.mooring.backup.pipeline;

import com.github.luben.zstd.util.ZstdVersion;
import io.mooring.backup.key.ManifestSigner;
import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.source.ContentHash;
import io.mooring.backup.source.PgDumpTool;
import io.mooring.backup.source.PostgresSource;
import io.mooring.backup.source.SnapshotFacts;
import io.mooring.backup.source.TableContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Writes down what a backup is, once all of it is known. */
final class DescribeBackup {

    private static final String BCPG = builtWith("bcpg");

    private DescribeBackup() {}

    static Manifest describe(
            BackupJob job,
            Instant startedAt,
            Instant finishedAt,
            SnapshotFacts snapshot,
            PgDumpTool tool,
            List<Manifest.KeyName> recipients,
            List<Manifest.Chunk> chunks,
            List<TableContent> tables) {
        @Nullable ManifestSigner signer = job.signer();
        return new Manifest(
                Manifest.FORMAT,
                new Manifest.Run(job.runId(), job.planId(), job.planName(), startedAt, finishedAt),
                source(job.source(), snapshot),
                tools(tool),
                new Manifest.Encryption(OpenPgpMessages.FORMAT, OpenPgpMessages.CIPHER, recipients),
                data(job.compressionLevel(), chunks),
                content(snapshot, tables),
                RestoreCommands.of(chunks, snapshot, signer != null),
                signer == null ? null : signer.fingerprint());
    }

    private static Manifest.Source source(PostgresSource source, SnapshotFacts snapshot) {
        return new Manifest.Source(
                "postgres",
                source.host(),
                source.port(),
                source.database(),
                snapshot.serverVersion(),
                snapshot.encoding(),
                new Manifest.Snapshot(snapshot.id(), snapshot.lsn(), snapshot.takenAt()));
    }

    private static Manifest.Tools tools(PgDumpTool tool) {
        return new Manifest.Tools(
                tool.version(),
                "zstd-jni " + ZstdVersion.VERSION,
                "bcpg " + BCPG,
                Runtime.version().toString());
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

    private static Manifest.Data data(int level, List<Manifest.Chunk> chunks) {
        return new Manifest.Data(
                "zstd",
                level,
                chunks.stream().mapToLong(Manifest.Chunk::sourceBytes).sum(),
                chunks.stream().mapToLong(Manifest.Chunk::bytes).sum(),
                chunks);
    }

    private static Manifest.Content content(SnapshotFacts snapshot, List<TableContent> tables) {
        return new Manifest.Content(
                ContentHash.METHOD,
                ContentHash.SETTINGS,
                tables.stream()
                        .map(table -> new Manifest.Table(
                                table.schema(), table.name(), table.kind(), table.rows(), table.hash(), table.sql()))
                        .toList(),
                snapshot.largeObjects());
    }
}
