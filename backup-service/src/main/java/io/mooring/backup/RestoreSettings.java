package io.mooring.backup;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How and where to backups are restored.
 *
 * @param folder for decrypted dumps while they are loaded; nobody else can read them there, and they are removed afterwards
 * @param reserve of the folder's disk that stays free
 * @param jobs pg_restore's; null for one a processor, at most 4
 * @param servers that databases may be restored to
 * @param folders below which file trees and clusters may be restored
 */
public record RestoreSettings(
        @Nullable Path folder,
        @DefaultValue("1GB") DataSize reserve,
        @DefaultValue("1") int concurrent,
        @Nullable Integer jobs,
        @DefaultValue List<Server> servers,
        @DefaultValue List<Path> folders) {

    private static final int MOST_JOBS = 4;

    public RestoreSettings {
        servers = List.copyOf(servers);
        folders = List.copyOf(folders);
    }

    /** The folder for decrypted dumps: below the system's temporary one when none is named. */
    public Path workFolder() {
        return folder == null ? Path.of(System.getProperty("java.io.tmpdir"), "mooring-restore") : folder;
    }

    public int jobsOrUsual() {
        return jobs == null ? Math.min(MOST_JOBS, Runtime.getRuntime().availableProcessors()) : jobs;
    }

    void collect(SettingFaults faults, Set<String> plans) {
        faults.between("restore.concurrent", concurrent, 1, 16);
        faults.require(jobs == null || jobs >= 1 && jobs <= 64, "restore.jobs must be 1 to 64 but are " + jobs);
        faults.require(
                folder == null || folder.isAbsolute(), "restore.folder must be an absolute path but is " + folder);
        for (int i = 0; i < servers.size(); i++) {
            servers.get(i).collect(faults, "restore.servers[" + i + "]", plans);
        }
        for (Path root : folders) {
            faults.require(root.isAbsolute(), "restore.folders must be absolute paths but one is " + root);
        }
    }

    /**
     * A server, and a user there who may create, rename and drop databases.
     *
     * @param plans whose databases are restored there; empty: those of all plans that no other server names
     * @param host null: the plan's own server
     */
    public record Server(
            @DefaultValue List<String> plans,
            @Nullable String host,
            @Nullable Integer port,
            @DefaultValue("") String user,
            @Nullable String password,
            @Nullable Path passwordFile,
            @DefaultValue("postgres") String maintenanceDatabase,
            @DefaultValue("prefer") String sslMode) {

        private static final Set<String> SSL_MODES = Set.of("disable", "prefer", "require", "verify-ca", "verify-full");

        public Server {
            plans = List.copyOf(plans);
        }

        private void collect(SettingFaults faults, String at, Set<String> known) {
            new HashSet<>(plans)
                    .stream()
                            .filter(plan -> !known.contains(plan))
                            .forEach(plan -> faults.add(at + ".plans: there is no plan '" + plan + "'"));
            faults.text(at + ".user", user);
            faults.require(port == null || host != null, at + ".port needs a host");
            if (port != null) {
                faults.between(at + ".port", port, 1, 65_535);
            }
            faults.require(password == null || passwordFile == null, at + ": give password or password-file, not both");
            faults.text(at + ".maintenance-database", maintenanceDatabase);
            faults.require(
                    SSL_MODES.contains(sslMode), at + ".ssl-mode is none of " + SSL_MODES + ": '" + sslMode + "'");
        }

        @Override
        public String toString() {
            return user + "@" + (host == null ? "the plan's server" : host);
        }
    }
}
