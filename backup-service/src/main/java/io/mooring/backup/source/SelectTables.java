package io.mooring.backup.source;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Every table whose rows pg_dump writes, and the partitioned tables above them, by schema and name. */
final class SelectTables {

    // An extension's own tables come with CREATE EXTENSION; temporary ones are nobody else's.
    private static final String SQL = """
            SELECT c.oid, n.nspname, c.relname, c.relkind::text, c.relispartition, coalesce(pg_table_size(c.oid), 0),
                   CASE WHEN c.relispartition THEN coalesce((SELECT i.inhparent FROM pg_inherits i WHERE i.inhrelid = c.oid), 0) ELSE 0 END,
                   ARRAY(SELECT a.attname::text FROM pg_attribute a
                         WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum),
                   ARRAY(SELECT a.atttypid::int8 FROM pg_attribute a
                         WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE (c.relkind IN ('r', 'p') OR c.relkind = 'f' AND c.relispartition)
              AND c.relpersistence <> 't' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
              AND NOT EXISTS (SELECT FROM pg_depend d
                              WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
            ORDER BY n.nspname, c.relname""";

    private SelectTables() {}

    static List<SourceTable> in(Connection connection) throws SQLException {
        List<SourceTable> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(SQL)) {
            while (rows.next()) {
                tables.add(new SourceTable(
                        rows.getLong(1),
                        rows.getString(2),
                        rows.getString(3),
                        SourceTable.Kind.of(rows.getString(4), rows.getBoolean(5)),
                        rows.getLong(7),
                        columns(rows),
                        rows.getLong(6)));
            }
        }
        return tables;
    }

    private static List<Column> columns(ResultSet row) throws SQLException {
        String[] names = (String[]) row.getArray(8).getArray();
        Long[] types = (Long[]) row.getArray(9).getArray();
        return IntStream.range(0, names.length)
                .mapToObj(i -> new Column(names[i], types[i].intValue()))
                .toList();
    }
}
