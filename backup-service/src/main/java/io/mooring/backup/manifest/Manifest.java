package io.mooring.backup.manifest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a backup is: where it comes from, what it holds, which objects it consists of and how it is restored without us. Its JSON
 * form is described in RATIONALE.md; {@link ManifestJson} writes and reads it. Sizes are bytes, times UTC.
 *
 * @param format always {@link #FORMAT}; readers refuse others
 * @param references objects of former runs of the chain that are part of this backup
 * @param content what the tables held; present for databases only
 * @param files what the tree held; present for file trees only
 * @param globals what became of the server's roles and tablespaces; absent in manifests of other sources and in old ones
 * @param signedBy fingerprint of the key that signed these bytes, absent when nobody did
 */
public record Manifest(
        String format,
        Run run,
        ManifestSource source,
        Tools tools,
        Encryption encryption,
        Data data,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable
        List<Reference> references,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Content content,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Files files,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Globals globals,
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
        references = references == null ? List.of() : Checks.list("references", references);
        Checks.present("restore", restore);
        Checks.kind(source, tools, data, content, files);
        Checks.globals(source, data, globals);
        Checks.chain(run, references);
        Checks.require(signedBy == null || Checks.isFingerprint(signedBy), "signedBy is no fingerprint");
    }

    /** A full backup of a source without a tree. */
    public Manifest(
            String format,
            Run run,
            ManifestSource source,
            Tools tools,
            Encryption encryption,
            Data data,
            @Nullable Content content,
            Restore restore,
            @Nullable String signedBy) {
        this(format, run, source, tools, encryption, data, List.of(), content, null, null, restore, signedBy);
    }

    /** What the tables held; empty for sources without tables. */
    public List<Table> tables() {
        return content == null ? List.of() : content.tables();
    }

    /**
     * Which run of which plan, and when it began and ended.
     *
     * @param chainId the full run whose objects, and those of the runs since, this one may refer to; absent for a full run
     */
    public record Run(
            String id,
            String planId,
            String planName,
            Instant startedAt,
            Instant finishedAt,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String chainId) {
        public Run {
            Checks.name("run.id", id);
            Checks.name("run.planId", planId);
            Checks.text("run.planName", planName);
            Checks.present("run.startedAt", startedAt);
            Checks.present("run.finishedAt", finishedAt);
            if (chainId != null) {
                Checks.name("run.chainId", chainId);
            }
        }

        /** A full run. */
        public Run(String id, String planId, String planName, Instant startedAt, Instant finishedAt) {
            this(id, planId, planName, startedAt, finishedAt, null);
        }

        /** The chain it belongs to: its own id when it is a full run. */
        public String chain() {
            return chainId == null ? id : chainId;
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
    public record Tools(
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String pgDump,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String pgBasebackup,

            String zstd,
            String openPgp,
            String java) {
        public Tools {
            Checks.text("tools.zstd", zstd);
            Checks.text("tools.openPgp", openPgp);
            Checks.text("tools.java", java);
        }

        /** Of a database. */
        public Tools(String pgDump, String zstd, String openPgp, String java) {
            this(pgDump, null, zstd, openPgp, java);
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

    /**
     * The objects that this run stored, each one OpenPGP message around one zstd frame. The sums are over all of them.
     *
     * @param chunks numbered from 1; of a database or cluster the frames joined are the tool's output, of a file tree each is a
     *     tar file by itself
     * @param attached other objects: {@code globals.…} of a database, {@code tree.…} of a file tree
     */
    public record Data(
            String compression,
            int level,
            long sourceBytes,
            long storedBytes,
            List<Chunk> chunks,

            @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable
            List<Chunk> attached) {
        public Data {
            Checks.require("zstd".equals(compression), "data.compression is not zstd");
            chunks = Checks.list("data.chunks", chunks);
            attached = attached == null ? List.of() : Checks.list("data.attached", attached);
            Checks.chunks(sourceBytes, storedBytes, chunks, attached);
        }

        /** Nothing attached. */
        public Data(String compression, int level, long sourceBytes, long storedBytes, List<Chunk> chunks) {
            this(compression, level, sourceBytes, storedBytes, chunks, List.of());
        }

        /** What the chunks hold, decrypted, decompressed and joined; what is attached is not part of it. */
        public long contentBytes() {
            return chunks.stream().mapToLong(Chunk::sourceBytes).sum();
        }

        /** Chunks and attached ones. */
        public List<Chunk> objects() {
            List<Chunk> all = new ArrayList<>(chunks);
            all.addAll(attached == null ? List.of() : attached);
            return List.copyOf(all);
        }
    }

    /** One object: its name, size and SHA-256 as stored, and how many bytes of the source's output it holds. */
    public record Chunk(String name, long bytes, String sha256, long sourceBytes) {
        public Chunk {
            Checks.objectName(name);
            Checks.require(bytes > 0 && sourceBytes >= 0, "a chunk's size is none");
            Checks.sha256("a chunk", sha256);
        }
    }

    /** An object that a former run of the same plan and chain stored, as it was stored. */
    public record Reference(String runId, String name, long bytes, String sha256) {
        public Reference {
            Checks.name("reference.runId", runId);
            Checks.objectName(name);
            Checks.require(bytes > 0, "a reference's size is none");
            Checks.sha256("a reference", sha256);
        }
    }

    /**
     * What a file tree held; the names are only in the encrypted tree.
     *
     * @param bytes of all files, as long as they say they are
     * @param changedWhileRead files that changed or vanished while they were read
     * @param unreadable files and folders that could not be read and are not in the backup
     * @param skipped sockets, devices and pipes, which are not backed up
     * @param attributes extended attributes and ACLs; null in manifests of a time when these were not backed up
     */
    public record Files(
            long files,
            long folders,
            long links,
            long bytes,
            long changedWhileRead,
            long unreadable,
            long skipped,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Attributes attributes) {

        public Files {
            Checks.require(
                    Math.min(Math.min(files, folders), Math.min(links, bytes)) >= 0
                            && Math.min(Math.min(changedWhileRead, unreadable), skipped) >= 0,
                    "files has a negative number");
        }

        /** Whether everything that was to be backed up is in the backup. */
        public boolean whole() {
            return unreadable == 0 && (attributes == null || attributes.unread() == 0);
        }
    }

    /**
     * The extended attributes and ACLs of a tree.
     *
     * @param entries files, folders and links that have some
     * @param values how many there are, each ACL counted as one
     * @param unread those that could not be read and are not in the backup
     * @param sha256 of all of them, in the order of the archive: path, key of the pax record and value, each after its length as four bytes
     */
    public record Attributes(long entries, long values, long unread, String sha256) {
        public Attributes {
            Checks.require(
                    Math.min(Math.min(entries, values), unread) >= 0 && entries <= values,
                    "attributes has numbers that cannot be");
            Checks.sha256("attributes.sha256", sha256);
        }

        public String words() {
            return values + " of " + entries + " files, folders and links, with the SHA-256 " + sha256;
        }

        /** Whether the same ones are there. */
        public boolean isSameAs(Attributes other) {
            return entries == other.entries && values == other.values && sha256.equals(other.sha256);
        }
    }

    /**
     * The roles and tablespaces of the database's server, as {@code pg_dumpall --globals-only} writes them: what a dump of one
     * database refers to and does not hold.
     *
     * @param object its name among {@code data.attached}; absent when they could not be read
     * @param passwords whether the roles' passwords are in it, as hashes
     * @param owners roles that something in the database belongs to: a restore needs these
     * @param remark in whole sentences, why object or passwords are missing; absent when nothing is
     */
    public record Globals(
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String object,

            boolean passwords,
            List<String> owners,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String remark) {
        public Globals {
            if (object != null) {
                Checks.objectName(object);
            }
            owners = Checks.list("globals.owners", owners);
            Checks.require(object != null || !passwords, "globals.passwords without an object");
            Checks.require(passwords || remark != null && !remark.isBlank(), "globals.remark is missing");
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
