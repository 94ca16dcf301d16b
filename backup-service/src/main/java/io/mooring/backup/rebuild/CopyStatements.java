package io.mooring.backup.rebuild;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The SQL by which a person copies rows from restored tables into those in use; nobody else runs it. */
public final class CopyStatements {

    /** Columns that both tables have and that can be written to, the key, and whether an identity must be told apart. */
    private static final String SHAPE = """
            WITH live AS (SELECT to_regclass(?)::oid AS oid), kept AS (SELECT to_regclass(?)::oid AS oid)
            SELECT concat_ws(chr(1),
                (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
                 FROM pg_attribute a JOIN pg_attribute k ON k.attname = a.attname
                 WHERE a.attrelid = live.oid AND k.attrelid = kept.oid AND a.attnum > 0 AND k.attnum > 0
                   AND NOT a.attisdropped AND NOT k.attisdropped AND a.attgenerated = ''),
                EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = live.oid AND a.attidentity = 'a'),
                EXISTS (SELECT FROM pg_index i WHERE i.indrelid = live.oid AND i.indisprimary))
            FROM live, kept WHERE live.oid IS NOT NULL AND kept.oid IS NOT NULL""";

    private CopyStatements() {}

    /**
     * One a table, in words and SQL.
     *
     * @param there the schema that the restored tables are in now
     * @param schema what it will be called when somebody reads this
     */
    public static List<String> of(
            RebuildTarget target, String database, String there, String schema, Collection<TableName> tables)
            throws RebuildFailure {
        return new TargetServer(target).on(database, connection -> {
            List<String> statements = new ArrayList<>();
            for (TableName table : tables) {
                TableName kept = new TableName(schema, table.name());
                List<String> shape = TargetServer.texts(
                        connection, SHAPE, table.quoted(), new TableName(there, table.name()).quoted());
                statements.add(
                        shape.isEmpty()
                                ? table + " is not in the database any more: `ALTER TABLE " + kept.quoted()
                                        + " SET SCHEMA "
                                        + TargetServer.quoted(table.schema())
                                        + ";` puts the restored one there, without defaults, checks, triggers and rights."
                                : statement(table, kept, shape.getFirst().split("\u0001", 3)));
            }
            return statements;
        });
    }

    private static String statement(TableName live, TableName kept, String[] shape) {
        if (shape.length < 3) {
            return live + " has no column in common with the restored one by now.";
        }
        boolean identity = "t".equals(shape[1]);
        boolean key = "t".equals(shape[2]);
        String insert = "INSERT INTO " + live.quoted() + " (" + shape[0] + ")"
                + (identity ? " OVERRIDING SYSTEM VALUE" : "") + " SELECT " + shape[0] + " FROM " + kept.quoted();
        return key
                ? "Rows that are missing in " + live + ": `" + insert + " ON CONFLICT DO NOTHING;`"
                : live + " has no primary key, so that missing rows cannot be told from others; choose them: `" + insert
                        + " WHERE …;`";
    }
}
