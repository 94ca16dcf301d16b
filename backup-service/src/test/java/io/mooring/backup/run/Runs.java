package io.mooring.backup.run;

import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.location.LocationKind;
import io.mooring.backup.location.ObjectKeys;
import io.mooring.backup.location.ObjectSink;
import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.manifest.ManifestJson;
import io.mooring.backup.manifest.ManifestSource;
import io.mooring.backup.source.SourceKind;
import io.mooring.platform.observability.Traceparent;
import io.mooring.schemas.UuidV7;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs and what they leave at locations, for tests. */
final class Runs {

    static final Instant NOW = Instant.parse("2026-03-01T02:00:00Z");
    static final byte[] CHUNK = "twelve bytes".getBytes(StandardCharsets.UTF_8);

    /** Where the request that each of them is for was traced. */
    static final Traceparent TRACE = new Traceparent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

    private Runs() {}

    static BackupRun queued(String planId) {
        return queued(planId, NOW);
    }

    static BackupRun queued(String planId, Instant at) {
        return queued(planId, at, TRACE);
    }

    static BackupRun queued(String planId, Instant at, @Nullable Traceparent trace) {
        return BackupRun.queued(
                new UuidV7(() -> at).next().toString(),
                new RunRequest(
                        planId,
                        "The " + planId,
                        SourceKind.POSTGRES,
                        "shop",
                        Trigger.MANUAL,
                        "ada",
                        Duration.ofDays(30),
                        "c-1",
                        trace),
                List.of(RunCopy.planned("bucket", LocationKind.MEMORY), RunCopy.planned("folder", LocationKind.MEMORY)),
                at);
    }

    static Lease lease(String owner, Instant until) {
        return new Lease(owner, until);
    }

    static BackupRun running(String planId) {
        return queued(planId).started(lease("a", NOW.plusSeconds(30)), NOW);
    }

    static BackupRun completed(String planId) {
        BackupRun run = running(planId);
        return run.completed(
                RunProgress.NONE,
                run.copies().stream().map(copy -> copy.stored(12)).toList(),
                new MadeBackup(run.id(), true, List.of()),
                NOW.plusSeconds(9));
    }

    static Manifest manifest(BackupRun run) {
        return new Manifest(
                Manifest.FORMAT,
                new Manifest.Run(run.id(), run.request().planId(), run.request().planName(), NOW, NOW.plusSeconds(5)),
                new ManifestSource.Database(
                        "postgres",
                        "db",
                        5432,
                        "shop",
                        "15.14",
                        "UTF8",
                        new Manifest.Snapshot("00000003-1", "0/1", NOW)),
                new Manifest.Tools("pg_dump", "zstd", "bcpg", "25"),
                new Manifest.Encryption(
                        "openpgp", "AES-256", List.of(new Manifest.KeyName("A".repeat(40), "B".repeat(40), "ops"))),
                new Manifest.Data(
                        "zstd",
                        3,
                        100,
                        CHUNK.length,
                        List.of(new Manifest.Chunk("data.000001.zst.pgp", CHUNK.length, "0".repeat(64), 100))),
                new Manifest.Content(
                        "sum",
                        List.of(),
                        List.of(
                                new Manifest.Table("public", "orders", "table", 7, "0".repeat(32), "SELECT 1"),
                                new Manifest.Table("public", "log", "partitioned", 5, "0".repeat(32), "SELECT 1"),
                                new Manifest.Table("public", "log_1", "partition", 5, "0".repeat(32), "SELECT 1")),
                        0),
                new Manifest.Restore("sh", List.of("true"), List.of()),
                null);
    }

    static Manifest treeManifest(BackupRun run, Manifest.Files files) {
        Manifest database = manifest(run);
        return new Manifest(
                database.format(),
                database.run(),
                new ManifestSource.Tree("files", "host", "/srv", NOW),
                new Manifest.Tools(null, null, "zstd", "bcpg", "25"),
                database.encryption(),
                new Manifest.Data(
                        "zstd",
                        3,
                        100,
                        CHUNK.length,
                        List.of(),
                        List.of(new Manifest.Chunk("tree.000001.zst.pgp", CHUNK.length, "0".repeat(64), 100))),
                List.of(),
                null,
                files,
                null,
                database.restore(),
                null);
    }

    static void putChunk(BackupLocation location, BackupRun run) throws Exception {
        put(location, folder(run) + ObjectKeys.chunkName(1), CHUNK);
    }

    static void putManifest(BackupLocation location, BackupRun run) throws Exception {
        put(location, folder(run) + ObjectKeys.MANIFEST, ManifestJson.write(manifest(run)));
    }

    static void put(BackupLocation location, String key, byte[] bytes) throws Exception {
        try (ObjectSink sink = location.create(key)) {
            sink.write(bytes, 0, bytes.length);
            sink.commit();
        }
    }

    static String folder(BackupRun run) {
        return ObjectKeys.folder(run.request().planId(), run.id());
    }
}
