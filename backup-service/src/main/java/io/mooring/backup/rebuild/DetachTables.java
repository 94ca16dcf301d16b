package io.mooring.backup.rebuild;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Makes tables of a restored database fit to live in another one, in a schema of their own: rows, columns, keys and the indexes that need
 * nothing else. All that would act, or refers to what is elsewhere, goes: triggers, rules, policies, defaults, sequences, checks, expressions.
 * Only in a database that is thrown away afterwards.
 */
final class DetachTables {

    private static final int MOST_ROUNDS = 20;

    /** The chosen tables, with all their partitions. */
    private static final String CHOSEN = """
            CREATE TEMP TABLE mooring_chosen ON COMMIT DROP AS
            WITH RECURSIVE chosen AS (
                SELECT to_regclass(name)::oid AS oid FROM mooring_named
                UNION
                SELECT i.inhrelid FROM chosen JOIN pg_inherits i ON i.inhparent = chosen.oid
                JOIN pg_class c ON c.oid = i.inhrelid WHERE c.relispartition)
            SELECT oid FROM chosen""";

    private static final String NAMESAKES = """
            SELECT string_agg(c.oid::regclass::text, ' and ' ORDER BY c.oid::regclass::text)
            FROM mooring_chosen t JOIN pg_class c USING (oid) GROUP BY c.relname HAVING count(*) > 1""";

    private static final String LEAVE_PARENTS = """
            SELECT CASE WHEN c.relispartition
                   THEN format('ALTER TABLE %s DETACH PARTITION %s', i.inhparent::regclass, c.oid::regclass)
                   ELSE format('ALTER TABLE %s NO INHERIT %s', c.oid::regclass, i.inhparent::regclass) END
            FROM mooring_chosen t JOIN pg_class c USING (oid) JOIN pg_inherits i ON i.inhrelid = c.oid
            WHERE i.inhparent NOT IN (SELECT oid FROM mooring_chosen)""";

    private static final String MOVE = """
            SELECT format('ALTER TABLE %s SET SCHEMA %I', oid::regclass, ?::text) FROM mooring_chosen""";

    /** Each is asked again until it finds nothing: what a partition has of its parent goes with the parent's. */
    private static final List<String> STRIP = List.of(
            """
            SELECT format('DROP TRIGGER IF EXISTS %I ON %s', g.tgname, t.oid::regclass)
            FROM mooring_chosen t JOIN pg_trigger g ON g.tgrelid = t.oid JOIN pg_class c ON c.oid = t.oid
            WHERE NOT g.tgisinternal ORDER BY c.relispartition""",
            """
            SELECT format('DROP RULE IF EXISTS %I ON %s', r.rulename, t.oid::regclass)
            FROM mooring_chosen t JOIN pg_rewrite r ON r.ev_class = t.oid""",
            """
            SELECT format('DROP POLICY IF EXISTS %I ON %s', p.polname, t.oid::regclass)
            FROM mooring_chosen t JOIN pg_policy p ON p.polrelid = t.oid""",
            """
            SELECT format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY', t.oid::regclass)
            FROM mooring_chosen t JOIN pg_class c USING (oid) WHERE c.relrowsecurity OR c.relforcerowsecurity""",
            """
            SELECT format('ALTER TABLE %s DROP CONSTRAINT IF EXISTS %I CASCADE', t.oid::regclass, k.conname)
            FROM mooring_chosen t JOIN pg_constraint k ON k.conrelid = t.oid
            WHERE k.contype IN ('c', 'f', 'x') AND k.coninhcount = 0""",
            """
            SELECT format('ALTER TABLE %s ALTER COLUMN %I DROP EXPRESSION IF EXISTS', t.oid::regclass, a.attname)
            FROM mooring_chosen t JOIN pg_attribute a ON a.attrelid = t.oid
            WHERE a.attgenerated = 's' AND a.attinhcount = 0 AND NOT a.attisdropped""",
            """
            SELECT format('ALTER TABLE %s ALTER COLUMN %I DROP IDENTITY IF EXISTS', t.oid::regclass, a.attname)
            FROM mooring_chosen t JOIN pg_attribute a ON a.attrelid = t.oid
            WHERE a.attidentity <> '' AND a.attinhcount = 0 AND NOT a.attisdropped""",
            """
            SELECT format('ALTER TABLE %s ALTER COLUMN %I DROP DEFAULT', t.oid::regclass, a.attname)
            FROM mooring_chosen t JOIN pg_attribute a ON a.attrelid = t.oid
            WHERE a.atthasdef AND a.attgenerated = '' AND NOT a.attisdropped""",
            """
            SELECT format('DROP SEQUENCE IF EXISTS %s CASCADE', d.objid::regclass)
            FROM mooring_chosen t JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = t.oid
            JOIN pg_class s ON s.oid = d.objid
            WHERE d.classid = 'pg_class'::regclass AND d.deptype = 'a' AND s.relkind = 'S'""",
            // An index on a plain column needs its table only; one with a function, collation or operators of
            // somebody's does not.
            """
            SELECT coalesce(
                (SELECT format('ALTER TABLE %s DROP CONSTRAINT IF EXISTS %I CASCADE', t.oid::regclass, k.conname)
                 FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.conrelid = t.oid),
                format('DROP INDEX IF EXISTS %s CASCADE', i.indexrelid::regclass))
            FROM mooring_chosen t JOIN pg_index i ON i.indrelid = t.oid JOIN pg_class c ON c.oid = i.indexrelid
            WHERE NOT c.relispartition
              AND EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid
                          AND d.refclassid NOT IN ('pg_class'::regclass, 'pg_constraint'::regclass))""",
            """
            SELECT format('ALTER TABLE %s SET LOGGED', t.oid::regclass)
            FROM mooring_chosen t JOIN pg_class c USING (oid) WHERE c.relkind = 'r' AND c.relpersistence = 'u'""");

    private DetachTables() {}

    /** Moves the tables, and the partitions of partitioned ones, into a new schema. All of it happens, or nothing. */
    static void into(String schema, Collection<TableName> tables, TargetServer server, String database)
            throws RebuildFailure {
        List<String> namesakes = server.on(database, connection -> {
            connection.setAutoCommit(false);
            List<String> same = choose(connection, tables);
            if (same.isEmpty()) {
                move(connection, schema);
                connection.commit();
            }
            return same;
        });
        if (!namesakes.isEmpty()) {
            throw oneName(namesakes.getFirst());
        }
    }

    /** @return tables of one name, which cannot be in one schema; empty when there are none */
    private static List<String> choose(Connection connection, Collection<TableName> tables) throws SQLException {
        // Names are qualified then, whoever reads them.
        TargetServer.execute(connection, "SET LOCAL search_path = 'pg_temp'");
        TargetServer.execute(connection, "CREATE TEMP TABLE mooring_named (name text) ON COMMIT DROP");
        for (TableName table : tables) {
            TargetServer.texts(connection, "INSERT INTO mooring_named VALUES (?) RETURNING name", table.quoted());
        }
        TargetServer.execute(connection, CHOSEN);
        return TargetServer.texts(connection, NAMESAKES);
    }

    private static void move(Connection connection, String schema) throws SQLException {
        TargetServer.execute(connection, "CREATE SCHEMA " + TargetServer.quoted(schema));
        orders(connection, LEAVE_PARENTS);
        for (String strip : STRIP) {
            for (int round = 0; orders(connection, strip) > 0 && round < MOST_ROUNDS; round++) {
                // What is left shows as something that the tables need.
            }
        }
        orders(connection, MOVE, schema);
    }

    private static int orders(Connection connection, String question, String... parameters) throws SQLException {
        List<String> orders = new ArrayList<>(TargetServer.texts(connection, question, parameters));
        for (String order : orders) {
            TargetServer.execute(connection, order);
        }
        return orders.size();
    }

    private static RebuildFailure oneName(String tables) {
        return new RebuildFailure(
                RebuildFault.NAMES_COLLIDE,
                "The tables " + tables + " have one name, and cannot be in one schema.",
                "Restore them one after the other.");
    }
}
