package io.mooring.backup.rebuild;

import io.mooring.backup.manifest.Manifest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings tables of a restored database into another one that is in use, in a schema of their own beside everything that is there. They come in
 * one transaction under a working name, which is not the wanted one, and are looked at before they get it.
 */
public final class TablesBeside {

    private static final int PARALLEL = 2;

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
        new CopySchema(server, PgRestoreTool.find(settings.postgresFolders())).copy(schema, from, to, folder, session);
    }

    /** As {@link CompareContent#only}, for tables that are in another schema by now. */
    public List<ContentDifference> compare(
            String database,
            String schema,
            Manifest.Content content,
            Collection<TableName> tables,
            IntConsumer compared)
            throws RebuildFailure, InterruptedException {
        Manifest.Content moved = MovedTables.of(content, tables, schema);
        return new CompareContent(server.target(), PARALLEL)
                .only(
                        database,
                        moved,
                        moved.tables().stream()
                                .map(table -> new TableName(table.schema(), table.name()))
                                .toList(),
                        compared);
    }

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
    static List<String> tables(Connection connection, Made made) throws SQLException {
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
        new RemoveBeside(server).drop(database, made);
    }

    /** Ends what somebody who was killed left going, and removes what is there under the working name. */
    public void clear(String database, String schema, String session) throws RebuildFailure {
        new RemoveBeside(server).clear(database, schema, session);
    }
}
