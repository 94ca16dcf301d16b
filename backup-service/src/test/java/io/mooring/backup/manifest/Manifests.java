package io.mooring.backup.manifest;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The golden manifests of sources without tables. */
final class Manifests {

    private static final String FINGERPRINT = "0123456789ABCDEF0123456789ABCDEF01234567";
    private static final String SHA256 = "ab".repeat(32);
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");
    private static final Manifest.Restore RESTORE =
            new Manifest.Restore("bash -euo pipefail", List.of("true"), List.of("a note"));
    private static final Manifest.Encryption ENCRYPTION = new Manifest.Encryption(
            "OpenPGP SEIPDv1", "AES-256", List.of(new Manifest.KeyName(FINGERPRINT, FINGERPRINT, "Operations")));

    private Manifests() {}

    static Manifest cluster() {
        return new Manifest(
                Manifest.FORMAT,
                new Manifest.Run("run-1", "main", "The server", TIME, TIME.plusSeconds(60)),
                new ManifestSource.Cluster(
                        "cluster",
                        "db.example.org",
                        5432,
                        "15.19",
                        "7300000000000000001",
                        1,
                        "0/2000028",
                        "0/2000138",
                        TIME.plusSeconds(1)),
                new Manifest.Tools(null, "pg_basebackup (PostgreSQL) 15.19", "zstd-jni 1.5.7-7", "bcpg 1.84", "25"),
                ENCRYPTION,
                new Manifest.Data(
                        "zstd", 3, 100, 10, List.of(new Manifest.Chunk("data.000001.zst.pgp", 10, SHA256, 100))),
                null,
                RESTORE,
                FINGERPRINT);
    }

    /** With the roles of its server. */
    static Manifest roles() {
        return new Manifest(
                Manifest.FORMAT,
                new Manifest.Run("run-1", "shop", "The shop", TIME, TIME.plusSeconds(60)),
                new ManifestSource.Database(
                        "postgres",
                        "db.example.org",
                        5432,
                        "shop",
                        "15.19",
                        "UTF8",
                        new Manifest.Snapshot("00000003-0000001B-1", "0/1A2B3C8", TIME.plusSeconds(1))),
                new Manifest.Tools("pg_dump (PostgreSQL) 15.19", "zstd-jni 1.5.7-7", "bcpg 1.84", "25"),
                ENCRYPTION,
                new Manifest.Data(
                        "zstd",
                        3,
                        300,
                        30,
                        List.of(new Manifest.Chunk("data.000001.zst.pgp", 10, SHA256, 100)),
                        List.of(new Manifest.Chunk("globals.000001.sql.zst.pgp", 20, SHA256, 200))),
                List.of(),
                new Manifest.Content("sum-of-row-hashes/2", List.of("SET search_path = ''"), List.of(), 0),
                null,
                new Manifest.Globals("globals.000001.sql.zst.pgp", false, List.of("shop"), "Without passwords."),
                RESTORE,
                null);
    }

    /** An incremental run of a time when attributes were not backed up. */
    static Manifest files() {
        return files(null);
    }

    static Manifest attributes() {
        return files(new Manifest.Attributes(4, 9, 1, SHA256));
    }

    private static Manifest files(Manifest.@Nullable Attributes attributes) {
        return new Manifest(
                Manifest.FORMAT,
                new Manifest.Run("run-2", "uploads", "Uploads", TIME, TIME.plusSeconds(60), "run-1"),
                new ManifestSource.Tree("files", "app.example.org", "/srv/uploads", TIME.plusSeconds(1)),
                new Manifest.Tools(null, null, "zstd-jni 1.5.7-7", "bcpg 1.84", "25"),
                ENCRYPTION,
                new Manifest.Data(
                        "zstd",
                        3,
                        300,
                        30,
                        List.of(new Manifest.Chunk("data.000001.zst.pgp", 10, SHA256, 100)),
                        List.of(new Manifest.Chunk("tree.000001.zst.pgp", 20, SHA256, 200))),
                List.of(
                        new Manifest.Reference("run-1", "data.000007.zst.pgp", 10, SHA256),
                        new Manifest.Reference("run-1", "data.000009.zst.pgp", 10, SHA256)),
                null,
                new Manifest.Files(7, 3, 1, 123_456, 2, 0, 1, attributes),
                null,
                RESTORE,
                null);
    }
}
