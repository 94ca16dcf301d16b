package io.mooring.backup.rebuild;

import io.mooring.backup.manifest.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Brings tables of a restored database into another one that is in use, in a schema of their own beside everything that is there. They come in
 * one transaction under a working name, which is not the wanted one, and are looked at before they get it.
 */
public final class TablesBeside {

    private static final int PARALLEL = 2;

    /** A tenth of a second each. */
    private static final int MOST_LOOKS = 300;

    private final TargetServer server;
    private final RebuildSettings settings;

    public TablesBeside(RebuildTarget target, RebuildSettings settings) {
        this.server = new TargetServer(target);
        this.settings = settings;
    }

    /** A schema and the tables in it by the server's own numbers, which they keep whatever they are called. */
    public record Made(long schema, List<Long> tables) {

        public Made {
            tables = List.copyOf(tables);
        }
    }

    /**
     * Moves the tables from one database to the other.
     *
     * @param from a restored database that nobody needs afterwards: what is not rows, columns and keys is taken off its tables
     * @param folder for a while the rows are in a file there
     * @param schema the working name
     * @param session a name for the sessions of this, by which {@link #clear} finds them
     * @throws RebuildFailure when nothing of it is there
     */
    public void bring(Collection<TableName> tables, String from, String to, Path folder, String schema, String session)
            throws RebuildFailure, InterruptedException {
        DetachTables.into(schema, tables, server, from);
        ForeignNeeds.requireMet(server, from, schema, to);
        Path rows = folder.resolve("tables");
        PgRestoreTool tool = PgRestoreTool.find(settings.postgresFolders());
        dump(tool, from, schema, folder, rows);
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
            for (String table : TargetServer.texts(connection, TABLES + " AND n.nspname = ?", schema)) {
                TargetServer.execute(
                        connection, "ANALYZE " + TargetServer.quoted(schema) + "." + TargetServer.quoted(table));
            }
            return true;
        });
    }

    private void dump(PgRestoreTool tool, String from, String schema, Path folder, Path rows)
            throws RebuildFailure, InterruptedException {
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

    /** As {@link CompareContent#only}, for tables that are in another schema by now. */
    public List<ContentDifference> compare(
            String database,
            String schema,
            Manifest.Content content,
            Collection<TableName> tables,
            IntConsumer compared)
            throws RebuildFailure, InterruptedException {
        List<Manifest.Table> moved = new ArrayList<>();
        for (Manifest.Table table : content.tables()) {
            if (tables.contains(new TableName(table.schema(), table.name()))) {
                moved.add(moved(table, schema));
            }
        }
        return new CompareContent(server.target(), PARALLEL)
                .only(
                        database,
                        new Manifest.Content(content.method(), content.settings(), moved, 0),
                        moved.stream()
                                .map(table -> new TableName(table.schema(), table.name()))
                                .toList(),
                        compared);
    }

    /** The manifest's question, asked of another schema. Names in quotes cannot look like the place that is changed. */
    private static Manifest.Table moved(Manifest.Table table, String schema) throws RebuildFailure {
        String old = new TableName(table.schema(), table.name()).quoted() + " AS t ";
        int at = table.sql().lastIndexOf(old);
        if (at < 0) {
            throw new RebuildFailure(
                    RebuildFault.UNSAFE_MANIFEST,
                    "How the table " + table.schema() + "." + table.name() + " is compared cannot be understood: "
                            + table.sql(),
                    "Restore it into a new database.");
        }
        String sql = table.sql().substring(0, at)
                + new TableName(schema, table.name()).quoted()
                + table.sql().substring(at + old.length() - " AS t ".length());
        return new Manifest.Table(schema, table.name(), table.kind(), table.rows(), table.hash(), sql);
    }

    private static final String TABLES = """
            SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p')""";

    /** What is there under the working name. */
    public Made made(String database, String schema) throws RebuildFailure {
        return server.on(database, connection -> {
            String oid = TargetServer.texts(connection, "SELECT oid::text FROM pg_namespace WHERE nspname = ?", schema)
                    .getFirst();
            List<Long> tables = TargetServer.texts(
                            connection,
                            "SELECT oid::text FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = ?::oid ORDER BY oid",
                            oid)
                    .stream()
                    .map(Long::valueOf)
                    .toList();
            return new Made(Long.parseLong(oid), tables);
        });
    }

    /** What the schema is called now; null when it is gone. */
    public @Nullable String name(String database, long schema) throws RebuildFailure {
        return server
                .on(
                        database,
                        connection -> TargetServer.texts(
                                connection,
                                "SELECT nspname FROM pg_namespace WHERE oid = ?::oid",
                                Long.toString(schema)))
                .stream()
                .findFirst()
                .orElse(null);
    }

    /** The first of these names that no schema has: the base, then with {@code _2}, {@code _3} … */
    public String freeName(String database, String base) throws RebuildFailure {
        List<String> taken = server.on(
                database,
                connection -> TargetServer.texts(
                        connection, "SELECT nspname FROM pg_namespace WHERE starts_with(nspname, ?)", base));
        String name = base;
        for (int next = 2; taken.contains(name); next++) {
            name = base + "_" + next;
        }
        return name;
    }

    /** Gives the schema its name, and it and its tables to the database's owner where the restore user may. All or nothing. */
    public void publish(String database, Made made, String working, String name, String comment) throws RebuildFailure {
        server.on(database, connection -> {
            connection.setAutoCommit(false);
            for (String owner : TargetServer.texts(connection, OWNER)) {
                TargetServer.execute(
                        connection,
                        "ALTER SCHEMA " + TargetServer.quoted(working) + " OWNER TO " + TargetServer.quoted(owner));
                for (String table : tables(connection, made)) {
                    TargetServer.execute(
                            connection, "ALTER TABLE " + table + " OWNER TO " + TargetServer.quoted(owner));
                }
            }
            TargetServer.execute(
                    connection,
                    "COMMENT ON SCHEMA " + TargetServer.quoted(working) + " IS " + TargetServer.literal(comment));
            TargetServer.execute(
                    connection,
                    "ALTER SCHEMA " + TargetServer.quoted(working) + " RENAME TO " + TargetServer.quoted(name));
            connection.commit();
            return true;
        });
    }

    private static final String OWNER = """
            SELECT pg_get_userbyid(datdba)::text FROM pg_database
            WHERE datname = current_database() AND pg_get_userbyid(datdba) <> current_user
              AND (pg_has_role(current_user, datdba, 'MEMBER')
                   OR (SELECT rolsuper FROM pg_roles WHERE rolname = current_user))""";

    /** Those that are in the schema still, for SQL. */
    private static List<String> tables(Connection connection, Made made) throws SQLException {
        return TargetServer.texts(
                connection,
                """
                SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.oid = ?::oid AND c.oid = ANY (?::oid[])""",
                Long.toString(made.schema()),
                made.tables().toString().replace('[', '{').replace(']', '}'));
    }

    /**
     * Drops what was made, and nothing else: whatever else lives in the schema or builds upon its tables makes it fail, and then everything
     * stays. Nothing happens when the schema is gone.
     */
    public void drop(String database, Made made) throws RebuildFailure {
        try (Connection connection = server.connect(database)) {
            connection.setAutoCommit(false);
            TargetServer.execute(connection, "SET LOCAL lock_timeout = '15s'");
            List<String> schema = TargetServer.texts(
                    connection,
                    "SELECT quote_ident(nspname) FROM pg_namespace WHERE oid = ?::oid",
                    Long.toString(made.schema()));
            List<String> tables = tables(connection, made);
            if (!tables.isEmpty()) {
                TargetServer.execute(connection, "DROP TABLE " + String.join(", ", tables) + " RESTRICT");
            }
            for (String name : schema) {
                TargetServer.execute(connection, "DROP SCHEMA " + name + " RESTRICT");
            }
            connection.commit();
        } catch (SQLException failure) {
            throw TargetFaults.is(failure, "2BP01") ? inUse(failure) : TargetFaults.of(server.target(), failure);
        }
    }

    private static RebuildFailure inUse(SQLException failure) {
        ServerErrorMessage said = failure instanceof PSQLException refused ? refused.getServerErrorMessage() : null;
        String detail = said == null || said.getDetail() == null
                ? ""
                : " " + said.getDetail().replace('\n', ' ');
        return new RebuildFailure(
                RebuildFault.SCHEMA_IN_USE,
                "Something else lives in the schema or builds upon its tables, so it was not dropped: "
                        + String.valueOf(failure.getMessage())
                                .lines()
                                .findFirst()
                                .orElse("") + "." + detail,
                "Move or drop that first.",
                failure);
    }

    /** Ends what somebody who was killed left going, and removes what is there under the working name. */
    public void clear(String database, String schema, String session) throws RebuildFailure {
        boolean left = server.on(database, connection -> {
            // Who is told to leave may be in the middle of a commit: what came of it is seen only afterwards.
            int look = 0;
            while (!TargetServer.texts(connection, LEAVE, session).isEmpty() && ++look < MOST_LOOKS) {
                TargetServer.texts(connection, "SELECT pg_sleep(0.1)::text");
            }
            if (look < MOST_LOOKS) {
                TargetServer.execute(connection, "DROP SCHEMA IF EXISTS " + TargetServer.quoted(schema) + " CASCADE");
            }
            return look < MOST_LOOKS;
        });
        if (!left) {
            throw new RebuildFailure(
                    RebuildFault.DATABASE_IN_USE,
                    "Sessions of a former attempt in the database " + database + " could not be ended.",
                    "End those called " + session + " by hand: see pg_stat_activity.");
        }
    }

    private static final String LEAVE = """
            SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity
            WHERE datname = current_database() AND application_name = ? AND pid <> pg_backend_pid()""";
}
