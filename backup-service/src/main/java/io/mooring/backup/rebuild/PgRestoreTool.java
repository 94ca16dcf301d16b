package io.mooring.backup.rebuild;

import io.mooring.backup.source.PgDumpTool;
import java.io.File;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An installed pg_restore: the one beside the newest pg_dump. */
record PgRestoreTool(Path executable, int major) {

    static PgRestoreTool find(List<Path> folders) throws RebuildFailure, InterruptedException {
        return PgDumpTool.installed(folders).stream()
                .map(tool -> new PgRestoreTool(tool.executable().resolveSibling("pg_restore"), tool.major()))
                .filter(tool -> Files.isExecutable(tool.executable()))
                .max(Comparator.comparingInt(PgRestoreTool::major))
                .orElseThrow(() -> new RebuildFailure(
                        RebuildFault.TOOL_MISSING,
                        "The tool pg_restore is not installed. Looked in " + folders + ".",
                        "Run apt-get install postgresql-client on the host that restores."));
    }

    /** Reads an archive only. */
    ProcessBuilder reading(List<String> options, Path archive) {
        List<String> line = new ArrayList<>(List.of(executable.toString()));
        line.addAll(options);
        line.add(archive.toString());
        ProcessBuilder builder = new ProcessBuilder(line).redirectInput(Redirect.from(new File("/dev/null")));
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        return builder;
    }

    /**
     * Loads into a database. The password goes through the environment: arguments are everybody's to read. What is loaded is on the
     * server's disk with the next ordinary commit of anybody, not with each of pg_restore's hundreds.
     */
    ProcessBuilder loading(RebuildTarget target, String database, List<String> options, Path archive) {
        List<String> all = new ArrayList<>(List.of("--no-password", "--dbname=" + connection(database)));
        all.addAll(options);
        ProcessBuilder builder = reading(all, archive);
        builder.environment().putAll(connecting(target));
        builder.environment().merge("PGOPTIONS", "-c synchronous_commit=off", (set, more) -> set + " " + more);
        return builder;
    }

    /** For any of PostgreSQL's own programs. */
    static Map<String, String> connecting(RebuildTarget target) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "PGHOST", target.host(),
                "PGPORT", Integer.toString(target.port()),
                "PGUSER", target.user(),
                "PGSSLMODE", target.sslMode().libpqName(),
                "PGCONNECT_TIMEOUT", "10",
                "PGAPPNAME", "mooring-restore",
                "PGOPTIONS", "-c statement_timeout=0 -c lock_timeout=0 -c idle_in_transaction_session_timeout=0"));
        if (!target.password().isEmpty()) {
            environment.put("PGPASSWORD", target.password().reveal());
        }
        return environment;
    }

    /** A name with "=" in it would be taken for a connection string. */
    static String connection(String database) {
        return "dbname='" + database.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
