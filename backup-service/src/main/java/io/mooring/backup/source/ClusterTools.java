package io.mooring.backup.source;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** PostgreSQL's pg_basebackup and pg_receivewal, of one installation; both refuse a server newer than themselves. */
public record ClusterTools(Path baseBackup, Path receiveWal, int major, String version) {

    private static final Path WRAPPERS = Path.of("/usr/bin");

    /** The newest in these folders that can speak with a server of that major version. Debian's wrappers only if there is nothing else. */
    public static ClusterTools forServer(int serverMajor, List<Path> folders)
            throws SourceFailure, InterruptedException {
        List<PgDumpTool> found = PgDumpTool.installed(folders).stream()
                .filter(tool -> Files.isExecutable(tool.executable().resolveSibling("pg_basebackup"))
                        && Files.isExecutable(tool.executable().resolveSibling("pg_receivewal")))
                .sorted(Comparator.comparing(
                        tool -> WRAPPERS.equals(tool.executable().getParent())))
                .toList();
        PgDumpTool beside = PgDumpTool.forServer(serverMajor, found.reversed(), folders);
        Path executable = beside.executable();
        return new ClusterTools(
                executable.resolveSibling("pg_basebackup"),
                executable.resolveSibling("pg_receivewal"),
                beside.major(),
                beside.version().replace("pg_dump", "pg_basebackup"));
    }

    /** Address and password go through the environment: an argument list is everybody's to read. */
    public static void environment(
            Map<String, String> environment, ClusterSource source, String applicationName, long connectSeconds) {
        environment.keySet().removeIf(name -> name.startsWith("PG"));
        environment.put("LC_ALL", "C");
        environment.put("PGHOST", source.host());
        environment.put("PGPORT", Integer.toString(source.port()));
        environment.put("PGUSER", source.user());
        environment.put("PGSSLMODE", source.sslMode().libpqName());
        environment.put("PGCONNECT_TIMEOUT", Long.toString(Math.max(2, connectSeconds)));
        environment.put("PGAPPNAME", applicationName);
        if (!source.password().isEmpty()) {
            environment.put("PGPASSWORD", source.password().reveal());
        }
    }
}
