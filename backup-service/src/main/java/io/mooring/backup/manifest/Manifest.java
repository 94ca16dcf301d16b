package io.mooring.backup.manifest;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a backup is: where it comes from, what it holds, which objects it consists of and how it is restored without us. Its JSON
 * form is described in RATIONALE.md; {@link ManifestJson} writes and reads it. Sizes are bytes, times UTC.
 *
 * @param format always {@link #FORMAT}; readers refuse others
 * @param signedBy fingerprint of the key that signed these bytes, absent when nobody did
 */
public record Manifest(
        String format,
        Run run,
        Source source,
        Tools tools,
        Encryption encryption,
        Data data,
        Content content,
        Restore restore,
        @Nullable String signedBy) {

    public static final String FORMAT = "mooring-backup/1";

    public Manifest {
        Checks.require(FORMAT.equals(format), "format is not " + FORMAT);
        Checks.present("run", run);
        Checks.present("source", source);
        Checks.present("tools", tools);
        Checks.present("encryption", encryption);
        Checks.present("data", data);
        Checks.present("content", content);
        Checks.present("restore", restore);
        Checks.require(signedBy == null || Checks.isFingerprint(signedBy), "signedBy is no fingerprint");
    }

    /** Which run of which plan, and when it began and ended. */
    public record Run(String id, String planId, String planName, Instant startedAt, Instant finishedAt) {
        public Run {
            Checks.name("run.id", id);
            Checks.name("run.planId", planId);
            Checks.text("run.planName", planName);
            Checks.present("run.startedAt", startedAt);
            Checks.present("run.finishedAt", finishedAt);
        }
    }

    /** The database as it was at the snapshot. {@code encoding} is the database's own, such as UTF8. */
    public record Source(
            String kind,
            String host,
            int port,
            String database,
            String serverVersion,
            String encoding,
            Snapshot snapshot) {
        public Source {
            Checks.require("postgres".equals(kind), "source.kind is not postgres");
            Checks.text("source.host", host);
            Checks.require(port > 0 && port < 65_536, "source.port is no port");
            Checks.text("source.database", database);
            Checks.text("source.serverVersion", serverVersion);
            Checks.text("source.encoding", encoding);
            Checks.present("source.snapshot", snapshot);
        }
    }

    /** The one moment that dump and hashes describe: pg_export_snapshot()'s id, the WAL position and the server's clock then. */
    public record Snapshot(String id, String lsn, Instant takenAt) {
        public Snapshot {
            Checks.text("snapshot.id", id);
            Checks.text("snapshot.lsn", lsn);
            Checks.present("snapshot.takenAt", takenAt);
        }
    }

    /** What made the backup, with versions, for whoever must restore it years later. */
    public record Tools(String pgDump, String zstd, String openPgp, String java) {
        public Tools {
            Checks.text("tools.pgDump", pgDump);
            Checks.text("tools.zstd", zstd);
            Checks.text("tools.openPgp", openPgp);
            Checks.text("tools.java", java);
        }
    }

    /** Every recipient alone can decrypt. */
    public record Encryption(String format, String cipher, List<KeyName> recipients) {
        public Encryption {
            Checks.text("encryption.format", format);
            Checks.text("encryption.cipher", cipher);
            recipients = Checks.list("encryption.recipients", recipients);
            Checks.require(!recipients.isEmpty(), "encryption.recipients is empty");
        }
    }

    /** A recipient's primary key and the subkey that was encrypted to, as upper-case hexadecimal fingerprints. */
    public record KeyName(String fingerprint, String encryptionKey, String label) {
        public KeyName {
            Checks.require(Checks.isFingerprint(fingerprint), "a recipient's fingerprint is none");
            Checks.require(Checks.isFingerprint(encryptionKey), "a recipient's encryptionKey is no fingerprint");
            Checks.present("recipient.label", label);
        }
    }

    /** The objects, in order: each one OpenPGP message around one zstd frame; the frames joined are pg_dump's output. */
    public record Data(String compression, int level, long sourceBytes, long storedBytes, List<Chunk> chunks) {
        public Data {
            Checks.require("zstd".equals(compression), "data.compression is not zstd");
            chunks = Checks.list("data.chunks", chunks);
            Checks.chunks(sourceBytes, storedBytes, chunks);
        }
    }

    /** One object: its name, size and SHA-256 as stored, and how many bytes of pg_dump's output it holds. */
    public record Chunk(String name, long bytes, String sha256, long sourceBytes) {
        public Chunk {
            Checks.require(name != null && name.matches("data\\.\\d{6}\\.zst\\.pgp"), "a chunk's name is none");
            Checks.require(bytes > 0 && sourceBytes >= 0, "a chunk's size is none");
            Checks.require(sha256 != null && sha256.matches("[0-9a-f]{64}"), "a chunk's sha256 is none");
        }
    }

    /**
     * What the database held under the snapshot. Run {@code settings}, then a table's {@code sql}, on a restored database: it
     * answers the same rows and hash.
     *
     * @param largeObjects how many pg_largeobject entries there were
     */
    public record Content(String method, List<String> settings, List<Table> tables, long largeObjects) {
        public Content {
            Checks.text("content.method", method);
            settings = Checks.list("content.settings", settings);
            tables = Checks.list("content.tables", tables);
            Checks.require(largeObjects >= 0, "content.largeObjects is negative");
        }
    }

    /** One table: {@code kind} is "table", "partition" or "partitioned"; {@code hash} 32 hexadecimal digits. */
    public record Table(String schema, String name, String kind, long rows, String hash, String sql) {
        public Table {
            Checks.text("table.schema", schema);
            Checks.text("table.name", name);
            Checks.require(
                    "table".equals(kind) || "partition".equals(kind) || "partitioned".equals(kind),
                    "a table's kind is none");
            Checks.require(rows >= 0, "a table's rows are negative");
            Checks.require(hash != null && hash.matches("[0-9a-f]{32}"), "a table's hash is none");
            Checks.text("table.sql", sql);
        }
    }

    /** The commands that restore this backup with stock tools, for {@code shell}, to be run in a folder with all its objects. */
    public record Restore(String shell, List<String> commands, List<String> notes) {
        public Restore {
            Checks.text("restore.shell", shell);
            commands = Checks.list("restore.commands", commands);
            notes = Checks.list("restore.notes", notes);
        }
    }
}
