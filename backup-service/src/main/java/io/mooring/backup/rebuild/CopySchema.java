package io.mooring.backup.rebuild;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Brings a schema from one database of a server into another, by pg_dump and pg_restore, in one transaction. */
final class CopySchema {

    private static final String TABLES = """
            SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p') AND n.nspname = ?""";

    private final TargetServer server;
    private final PgRestoreTool tool;

    CopySchema(TargetServer server, PgRestoreTool tool) {
        this.server = server;
        this.tool = tool;
    }

    /** @param session what the sessions in the second database are called */
    void copy(String schema, String from, String to, Path folder, String session)
            throws RebuildFailure, InterruptedException {
        Path rows = folder.resolve("tables");
        dump(from, schema, folder, rows);
        ProcessBuilder loading = tool.loading(
                server.target(),
                to,
                List.of(
                        "--single-transaction",
                        "--exit-on-error",
                        "--verbose",
                        "--no-owner",
                        "--no-privileges",
                        "--no-tablespaces"),
                rows);
        loading.environment().put("PGAPPNAME", session);
        PgRestoreRun.run(loading, line -> {});
        server.on(to, connection -> {
            for (String table : TargetServer.texts(connection, TABLES, schema)) {
                TargetServer.execute(
                        connection, "ANALYZE " + TargetServer.quoted(schema) + "." + TargetServer.quoted(table));
            }
            return true;
        });
    }

    private void dump(String from, String schema, Path folder, Path rows) throws RebuildFailure, InterruptedException {
        List<String> command = List.of(
                tool.executable().resolveSibling("pg_dump").toString(),
                "--format=custom",
                "--compress=0",
                "--no-password",
                "--no-security-labels",
                "--schema=" + schema,
                "--dbname=" + PgRestoreTool.connection(from),
                "--file=" + rows);
        try {
            OwnerOnly.folder(folder);
            try (Tool pgDump = Tool.start(
                    List.of(),
                    folder,
                    folder.resolve("pg_dump.log"),
                    PgRestoreTool.connecting(server.target()),
                    command)) {
                Tool.Said said = pgDump.end();
                if (!said.good()) {
                    throw new RebuildFailure(
                            RebuildFault.RESTORE_FAILED,
                            "The restored tables could not be read again; pg_dump said: " + said.words(),
                            "See whether " + folder + " has room, then restore again.");
                }
            }
        } catch (IOException failure) {
            throw new RebuildFailure(
                    RebuildFault.SPOOL_FAILED,
                    "The restored tables cannot be written to " + folder + ": " + failure.getMessage(),
                    "Check that folder and its disk; backup.restore.folder names it.",
                    failure);
        }
    }
}
