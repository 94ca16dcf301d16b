package io.mooring.backup.rebuild;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What tables of one schema need of a database besides themselves, such as the types of their columns. */
final class ForeignNeeds {

    private static final char SEPARATOR = '\u0001';

    /** PostgreSQL's own things are pinned and in no pg_depend. */
    private static final String NEEDS = """
            WITH own AS (SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ?)
            SELECT DISTINCT d.refclassid::regclass::text || chr(1) || i.type || chr(1) || i.identity
            FROM pg_depend d CROSS JOIN LATERAL pg_identify_object(d.refclassid, d.refobjid, 0) i
            WHERE (d.classid = 'pg_class'::regclass AND d.objid IN (SELECT oid FROM own)
                   OR d.classid = 'pg_attrdef'::regclass
                   AND d.objid IN (SELECT a.oid FROM pg_attrdef a JOIN own ON own.oid = a.adrelid))
              AND d.deptype IN ('n', 'a')
              AND d.refclassid NOT IN ('pg_namespace'::regclass, 'pg_constraint'::regclass)
              AND NOT (d.refclassid = 'pg_class'::regclass AND d.refobjid IN (SELECT oid FROM own))""";

    private ForeignNeeds() {}

    /** One such thing: its catalogue, its kind in words, and its name as PostgreSQL itself writes it. */
    private record Need(String catalogue, String kind, String identity) {

        String words() {
            return "the " + kind + " " + identity;
        }

        boolean isMet(Connection connection) throws SQLException {
            String question =
                    switch (catalogue) {
                        case "pg_type", "pg_catalog.pg_type" -> "SELECT to_regtype(?)::text";
                        case "pg_collation", "pg_catalog.pg_collation" -> "SELECT to_regcollation(?)::text";
                        case "pg_proc", "pg_catalog.pg_proc" -> "SELECT to_regprocedure(?)::text";
                        // Nothing else is usual, and a guess might let the loading fail halfway.
                        default -> "SELECT NULL WHERE ? IS NULL";
                    };
            List<String> found = TargetServer.texts(connection, question, identity);
            return !found.isEmpty() && found.getFirst() != null;
        }
    }

    /** Fails in words when the other database lacks something that the schema's tables need. */
    static void requireMet(TargetServer server, String database, String schema, String other) throws RebuildFailure {
        List<Need> needs = server.on(database, connection -> {
            TargetServer.execute(connection, "SET search_path = ''");
            List<Need> found = new ArrayList<>();
            for (String row : TargetServer.texts(connection, NEEDS, schema)) {
                String[] parts = row.split(String.valueOf(SEPARATOR), 3);
                found.add(new Need(parts[0], parts[1], parts[2]));
            }
            return found;
        });
        List<String> missing = server.on(other, connection -> {
            TargetServer.execute(connection, "SET search_path = ''");
            List<String> words = new ArrayList<>();
            for (Need need : needs) {
                if (!need.isMet(connection)) {
                    words.add(need.words());
                }
            }
            return words;
        });
        if (!missing.isEmpty()) {
            throw new RebuildFailure(
                    RebuildFault.DEFINITION_MISSING,
                    "The tables need what the database " + other + " does not have: " + String.join(", ", missing)
                            + ".",
                    "Restore the tables into a new database, which gets all definitions.");
        }
    }
}
