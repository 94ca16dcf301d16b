package io.mooring.backup;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a plan backs up. Which keys there are depends on the kind.
 *
 * @param kind postgres: a database; cluster: a whole server; files, uploads: a folder, incrementally; configuration: a folder,
 *     whole each time
 * @param password stands here or in a file, whose last line break is not part
 * @param path of a folder, absolute
 * @param exclude patterns of what is left out below the folder
 * @param wal of a cluster: how its write-ahead log is received; without it there are only its base backups
 */
public record PlanSource(
        @DefaultValue("postgres") String kind,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable String database,
        @Nullable String user,
        @Nullable String password,
        @Nullable Path passwordFile,
        @Nullable String sslMode,
        @Nullable Path path,
        @Nullable List<String> exclude,
        @Nullable Boolean oneFileSystem,
        @Nullable Duration fullEvery,
        @Nullable Integer fullRuns,
        @Nullable WalSettings wal) {

    private static final Set<String> KINDS = Set.of("postgres", "cluster", "files", "uploads", "configuration");
    private static final Set<String> SSL_MODES = Set.of("disable", "prefer", "require", "verify-ca", "verify-full");
    private static final int POSTGRES_PORT = 5432;

    /** The server's port; PostgreSQL's usual one where none is given. */
    public int portOrUsual() {
        return port == null ? POSTGRES_PORT : port;
    }

    /** Whether it is a PostgreSQL server or database, rather than a folder. */
    public boolean isServer() {
        return kind.equals("postgres") || kind.equals("cluster");
    }

    /** Whether this cluster's write-ahead log is to be received. */
    public boolean receivesWal() {
        return kind.equals("cluster") && wal != null && wal.receive();
    }

    /** How many days backups of this kind are kept where the plan does not say. */
    public int usualDays() {
        return switch (kind) {
            case "files" -> 7;
            case "uploads" -> 90;
            case "configuration" -> 365;
            default -> 30;
        };
    }

    void collect(SettingFaults faults, String at) {
        if (!KINDS.contains(kind)) {
            faults.add(at + ".kind is none of postgres, cluster, files, uploads, configuration: '" + kind + "'");
            return;
        }
        if (isServer()) {
            server(faults, at);
            refuse(faults, at, folderKeys());
        } else {
            folder(faults, at);
            refuse(faults, at, serverKeys());
        }
    }

    private void server(SettingFaults faults, String at) {
        faults.text(at + ".host", host == null ? "" : host);
        faults.between(at + ".port", portOrUsual(), 1, 65_535);
        if (kind.equals("postgres")) {
            faults.text(at + ".database", database == null ? "" : database);
        } else {
            faults.require(database == null, at + ".database does not go with kind cluster");
        }
        if (wal != null) {
            faults.require(kind.equals("cluster"), at + ".wal goes with kind cluster only");
            wal.collect(faults, at + ".wal");
        }
        faults.text(at + ".user", user == null ? "" : user);
        faults.require(password == null || passwordFile == null, at + ": give password or password-file, not both");
        faults.require(
                sslMode == null || SSL_MODES.contains(sslMode),
                at + ".ssl-mode is none of disable, prefer, require, verify-ca, verify-full: '" + sslMode + "'");
    }

    private void folder(SettingFaults faults, String at) {
        faults.require(path != null && path.isAbsolute(), at + ".path must be an absolute path");
        if (exclude != null) {
            faults.require(exclude.stream().noneMatch(String::isBlank), at + ".exclude has an empty pattern");
        }
        if (fullEvery != null) {
            faults.positive(at + ".full-every", fullEvery);
        }
        if (fullRuns != null) {
            faults.between(at + ".full-runs", fullRuns, 1, 1000);
        }
        faults.require(
                !kind.equals("configuration") || fullEvery == null && fullRuns == null,
                at + ": full-every and full-runs do not go with kind configuration, whose runs are all full");
    }

    private void refuse(SettingFaults faults, String at, Map<String, Object> keys) {
        keys.forEach((key, value) -> faults.add(at + "." + key + " does not go with kind " + kind));
    }

    private Map<String, Object> serverKeys() {
        Map<String, Object> given = new LinkedHashMap<>();
        put(given, "host", host);
        put(given, "port", port);
        put(given, "database", database);
        put(given, "user", user);
        put(given, "password", password);
        put(given, "password-file", passwordFile);
        put(given, "ssl-mode", sslMode);
        put(given, "wal", wal);
        return given;
    }

    private Map<String, Object> folderKeys() {
        Map<String, Object> given = new LinkedHashMap<>();
        put(given, "path", path);
        put(given, "exclude", exclude);
        put(given, "one-file-system", oneFileSystem);
        put(given, "full-every", fullEvery);
        put(given, "full-runs", fullRuns);
        return given;
    }

    private static void put(Map<String, Object> given, String key, @Nullable Object value) {
        if (value != null) {
            given.put(key, value);
        }
    }

    @Override
    public String toString() {
        return isServer()
                ? user + "@" + host + ":" + portOrUsual() + (database == null ? "" : "/" + database)
                : String.valueOf(path);
    }
}
