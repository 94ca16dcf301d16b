package io.mooring.backup.rebuild;

import io.mooring.backup.manifest.Manifest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What a manifest knows of tables, as if they had been in another schema. */
final class MovedTables {

    private MovedTables() {}

    static Manifest.Content of(Manifest.Content content, Collection<TableName> tables, String schema)
            throws RebuildFailure {
        List<Manifest.Table> moved = new ArrayList<>();
        for (Manifest.Table table : content.tables()) {
            if (tables.contains(new TableName(table.schema(), table.name()))) {
                moved.add(moved(table, schema));
            }
        }
        return new Manifest.Content(content.method(), content.settings(), moved, 0);
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
}
