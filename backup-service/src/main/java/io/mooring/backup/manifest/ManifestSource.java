package io.mooring.backup.manifest;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;

/** What was backed up, by its {@code kind}. */
@JsonTypeInfo(
        use = JsonTypeInfo.Id.NAME,
        include = JsonTypeInfo.As.EXISTING_PROPERTY,
        property = "kind",
        visible = true)
@JsonSubTypes({
    @JsonSubTypes.Type(value = ManifestSource.Database.class, name = "postgres"),
    @JsonSubTypes.Type(value = ManifestSource.Cluster.class, name = "cluster"),
    @JsonSubTypes.Type(value = ManifestSource.Tree.class, name = "files"),
    @JsonSubTypes.Type(value = ManifestSource.Tree.class, name = "configuration")
})
public sealed interface ManifestSource {

    /** "postgres", "cluster", "files" or "configuration". */
    String kind();

    /** The state that the backup holds: the snapshot's time, or when reading began. */
    Instant consistentAt();

    /** The database as it was at the snapshot. {@code encoding} is the database's own, such as UTF8. */
    record Database(
            String kind,
            String host,
            int port,
            String database,
            String serverVersion,
            String encoding,
            Manifest.Snapshot snapshot)
            implements ManifestSource {
        public Database {
            Checks.require("postgres".equals(kind), "source.kind is not postgres");
            Checks.text("source.host", host);
            Checks.require(port > 0 && port < 65_536, "source.port is no port");
            Checks.text("source.database", database);
            Checks.text("source.serverVersion", serverVersion);
            Checks.text("source.encoding", encoding);
            Checks.present("source.snapshot", snapshot);
        }

        @Override
        public Instant consistentAt() {
            return snapshot.takenAt();
        }
    }

    /**
     * A server's data folder as pg_basebackup copied it: consistent once WAL from start to stop has been replayed.
     *
     * @param systemIdentifier of the server, as pg_control_system() tells it
     * @param timeline the one at the start, from 1
     * @param startLsn such as {@code 0/2000028}
     * @param takenAt the server's clock when the copy began
     */
    record Cluster(
            String kind,
            String host,
            int port,
            String serverVersion,
            String systemIdentifier,
            long timeline,
            String startLsn,
            String stopLsn,
            Instant takenAt)
            implements ManifestSource {
        public Cluster {
            Checks.require("cluster".equals(kind), "source.kind is not cluster");
            Checks.text("source.host", host);
            Checks.require(port > 0 && port < 65_536, "source.port is no port");
            Checks.text("source.serverVersion", serverVersion);
            Checks.text("source.systemIdentifier", systemIdentifier);
            Checks.require(timeline > 0 && timeline <= 0xffff_ffffL, "source.timeline is none");
            Checks.lsn("source.startLsn", startLsn);
            Checks.lsn("source.stopLsn", stopLsn);
            Checks.present("source.takenAt", takenAt);
        }

        @Override
        public Instant consistentAt() {
            return takenAt;
        }
    }

    /** A folder; {@code kind} is "files" or "configuration", {@code root} its path, {@code takenAt} when reading began. */
    record Tree(String kind, String host, String root, Instant takenAt) implements ManifestSource {
        public Tree {
            Checks.require(
                    "files".equals(kind) || "configuration".equals(kind),
                    "source.kind is neither files nor configuration");
            Checks.text("source.host", host);
            Checks.text("source.root", root);
            Checks.present("source.takenAt", takenAt);
        }

        @Override
        public Instant consistentAt() {
            return takenAt;
        }
    }
}
