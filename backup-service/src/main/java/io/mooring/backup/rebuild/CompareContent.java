package io.mooring.backup.rebuild;

import io.mooring.backup.manifest.Manifest;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;

/**
 * Asks a database what the manifest says the source answered: every table's rows and hash, which tables there are, how many large objects.
 * The statements come from the manifest, so they are run in read-only transactions and only when each is a single SELECT or SET.
 */
public final class CompareContent {

    private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*'");
    private static final Pattern SETTING = Pattern.compile("SET [a-z_]+ = (?:'[^']*'|[a-z0-9]+)");

    // Partitioned tables hold no rows themselves, and one with a foreign partition is in no manifest.
    private static final String TABLES = """
            SELECT n.nspname, c.relname, c.relkind = 'r', pg_table_size(c.oid)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't'
              AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
              AND NOT EXISTS (SELECT FROM pg_depend d
                              WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')""";

    private final TargetServer server;
    private final int parallel;

    /** @param holdsRows unlike a partitioned table, whose partitions do */
    private record Size(boolean holdsRows, long bytes) {}

    /** @param parallel tables at a time, each a connection */
    public CompareContent(RebuildTarget target, int parallel) {
        this.server = new TargetServer(target);
        this.parallel = parallel;
    }

    /** Everything the manifest knows. {@code compared} is told how many tables are done with. */
    public List<ContentDifference> all(String database, Manifest.Content content, IntConsumer compared)
            throws RebuildFailure, InterruptedException {
        List<ContentDifference> found = new ArrayList<>(compare(database, content, content.tables(), compared));
        found.addAll(extra(database, content));
        found.addAll(largeObjects(database, content));
        return found;
    }

    /** These tables only, whatever else there is. */
    public List<ContentDifference> only(
            String database, Manifest.Content content, Collection<TableName> tables, IntConsumer compared)
            throws RebuildFailure, InterruptedException {
        List<Manifest.Table> chosen = content.tables().stream()
                .filter(table -> tables.contains(new TableName(table.schema(), table.name())))
                .toList();
        return compare(database, content, chosen, compared);
    }

    private List<ContentDifference> compare(
            String database, Manifest.Content content, List<Manifest.Table> tables, IntConsumer compared)
            throws RebuildFailure, InterruptedException {
        for (String setting : content.settings()) {
            requireSetting(setting);
        }
        for (Manifest.Table table : tables) {
            requireSelect(table.sql());
        }
        Map<TableName, Size> present = tables(database);
        List<Manifest.Table> largestFirst = tables.stream()
                .sorted(Comparator.comparingLong((Manifest.Table table) -> bytes(present, table))
                        .reversed())
                .toList();
        PartitionSums sums = server.on(database, connection -> PartitionSums.in(connection, tables));
        return new CompareTables(content, present.keySet(), sums, compared)
                .over(new EachTable(server, database, parallel), largestFirst);
    }

    private static long bytes(Map<TableName, Size> present, Manifest.Table table) {
        Size size = present.get(new TableName(table.schema(), table.name()));
        return size == null ? 0 : size.bytes();
    }

    private List<ContentDifference> extra(String database, Manifest.Content content) throws RebuildFailure {
        Set<TableName> extra = new HashSet<>();
        tables(database).forEach((table, size) -> {
            if (size.holdsRows()) {
                extra.add(table);
            }
        });
        content.tables().forEach(table -> extra.remove(new TableName(table.schema(), table.name())));
        return extra.stream()
                .map(table -> new ContentDifference(
                        ContentDifference.Kind.EXTRA_TABLE,
                        table.toString(),
                        "The table " + table + " was not in the backup."))
                .toList();
    }

    private List<ContentDifference> largeObjects(String database, Manifest.Content content) throws RebuildFailure {
        long count = server.on(
                database,
                connection -> Long.parseLong(
                        TargetServer.texts(connection, "SELECT count(*)::text FROM pg_largeobject_metadata")
                                .getFirst()));
        return count == content.largeObjects()
                ? List.of()
                : List.of(new ContentDifference(
                        ContentDifference.Kind.LARGE_OBJECTS,
                        "large objects",
                        "There are " + count + " large objects instead of " + content.largeObjects() + "."));
    }

    private Map<TableName, Size> tables(String database) throws RebuildFailure {
        return server.on(database, connection -> {
            Map<TableName, Size> tables = new HashMap<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(TABLES)) {
                while (rows.next()) {
                    tables.put(
                            new TableName(rows.getString(1), rows.getString(2)),
                            new Size(rows.getBoolean(3), rows.getLong(4)));
                }
            }
            return tables;
        });
    }

    private static void requireSetting(String setting) throws RebuildFailure {
        if (!SETTING.matcher(setting).matches()) {
            throw unsafe(setting);
        }
    }

    private static void requireSelect(String sql) throws RebuildFailure {
        String bare = QUOTED.matcher(sql).replaceAll("q");
        int end = bare.indexOf(';');
        if (!bare.startsWith("SELECT ") || end >= 0 && end < bare.length() - 1 || bare.contains("$")) {
            throw unsafe(sql);
        }
    }

    private static RebuildFailure unsafe(String statement) {
        return new RebuildFailure(
                RebuildFault.UNSAFE_MANIFEST,
                "The manifest would have the server do more than answer: " + statement,
                "Do not use this backup before somebody has looked at who wrote its manifest.");
    }
}
