package io.mooring.backup.rebuild;

import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.source.ContentHash;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is known of partitioned tables once their partitions have been asked: rows and sums add up, and nothing is read twice. Only
 * where the manifest asks a table what it asks of each of the partitions that the database has.
 */
final class PartitionSums {

    // pg_partition_tree would say it shorter; PostgreSQL 11 has none.
    private static final String LEAVES = """
            WITH RECURSIVE below AS (
                SELECT c.oid AS root, i.inhrelid AS member
                FROM pg_class c JOIN pg_inherits i ON i.inhparent = c.oid WHERE c.relkind = 'p'
                UNION ALL
                SELECT below.root, i.inhrelid FROM below JOIN pg_inherits i ON i.inhparent = below.member)
            SELECT pn.nspname, p.relname, ln.nspname, l.relname
            FROM below
            JOIN pg_class p ON p.oid = below.root
            JOIN pg_namespace pn ON pn.oid = p.relnamespace
            JOIN pg_class l ON l.oid = below.member
            JOIN pg_namespace ln ON ln.oid = l.relnamespace
            WHERE l.relkind <> 'p'""";

    private final Map<TableName, List<Manifest.Table>> leaves = new HashMap<>();
    private final Map<TableName, Answer> answers = new ConcurrentHashMap<>();

    /** What a table answers. */
    record Answer(long rows, String hash, BigInteger a, BigInteger b) {

        static final int COLUMNS = 4;

        static Answer of(ResultSet row) throws SQLException {
            return new Answer(
                    row.getLong(1),
                    String.valueOf(row.getString(2)),
                    row.getBigDecimal(3).toBigIntegerExact(),
                    row.getBigDecimal(4).toBigIntegerExact());
        }
    }

    /** @param tables the manifest's */
    static PartitionSums in(Connection connection, List<Manifest.Table> tables) throws SQLException {
        Map<TableName, Manifest.Table> known = new HashMap<>();
        tables.forEach(table -> known.put(name(table), table));
        PartitionSums sums = new PartitionSums();
        Map<TableName, List<TableName>> present = leaves(connection);
        for (Manifest.Table table : tables) {
            List<Manifest.Table> asked = new ArrayList<>();
            for (TableName leaf : present.getOrDefault(name(table), List.of())) {
                Manifest.Table other = known.get(leaf);
                if (other != null && question(other).equals(question(table))) {
                    asked.add(other);
                }
            }
            if (!asked.isEmpty() && asked.size() == present.get(name(table)).size()) {
                sums.leaves.put(name(table), asked);
            }
        }
        return sums;
    }

    private static Map<TableName, List<TableName>> leaves(Connection connection) throws SQLException {
        Map<TableName, List<TableName>> leaves = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(LEAVES)) {
            while (rows.next()) {
                leaves.computeIfAbsent(new TableName(rows.getString(1), rows.getString(2)), any -> new ArrayList<>())
                        .add(new TableName(rows.getString(3), rows.getString(4)));
            }
        }
        return leaves;
    }

    /** The statement but for whom it is asked. */
    private static String question(Manifest.Table table) {
        String whom = name(table).quoted() + " AS t ";
        int at = table.sql().lastIndexOf(whom);
        if (at < 0) {
            return table.sql();
        }
        String before = table.sql().substring(0, at);
        String only = "FROM ONLY ";
        return (before.endsWith(only) ? before.substring(0, before.length() - "ONLY ".length()) : before)
                + table.sql().substring(at + whom.length());
    }

    static TableName name(Manifest.Table table) {
        return new TableName(table.schema(), table.name());
    }

    /** Whether the table need not be asked when its partitions have answered. */
    boolean knows(Manifest.Table table) {
        return leaves.containsKey(name(table));
    }

    void answered(Manifest.Table table, Answer answer) {
        answers.put(name(table), answer);
    }

    /** Empty when a partition did not answer. */
    Optional<Answer> sum(Manifest.Table table) {
        long rows = 0;
        BigInteger a = BigInteger.ZERO;
        BigInteger b = BigInteger.ZERO;
        for (Manifest.Table leaf : leaves.getOrDefault(name(table), List.of())) {
            Answer answer = answers.get(name(leaf));
            if (answer == null) {
                return Optional.empty();
            }
            rows += answer.rows();
            a = a.add(answer.a());
            b = b.add(answer.b());
        }
        return Optional.of(new Answer(rows, ContentHash.of(rows, a, b), a, b));
    }
}
