package io.mooring.backup.source;

import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Counts and hashes tables one by one; a partitioned table costs nothing when its partitions' columns are in its order. */
final class HashTables {

    private final Connection connection;
    private final ContentHash method;
    private final Map<Long, TableContent> done = new LinkedHashMap<>();

    HashTables(Connection connection, ContentHash method) {
        this.connection = connection;
        this.method = method;
    }

    /** @param running given each statement before it runs, so that somebody else can cancel it */
    List<TableContent> hash(List<SourceTable> tables, Consumer<Statement> running) throws SQLException {
        Map<Long, List<SourceTable>> children = tables.stream()
                .filter(table -> table.parent() != 0)
                .collect(Collectors.groupingBy(SourceTable::parent));
        for (SourceTable table : tables) {
            if (table.kind() == SourceTable.Kind.TABLE || table.kind() == SourceTable.Kind.PARTITION) {
                done.put(table.oid(), ask(table, running));
            }
        }
        for (SourceTable table : tables) {
            if (table.kind() == SourceTable.Kind.PARTITIONED) {
                List<SourceTable> leaves = leaves(table, children);
                if (leaves.stream().noneMatch(leaf -> leaf.kind() == SourceTable.Kind.FOREIGN)) {
                    boolean sameOrder =
                            leaves.stream().allMatch(leaf -> leaf.columns().equals(table.columns()));
                    done.put(table.oid(), sameOrder ? sum(table, leaves) : ask(table, running));
                }
            }
        }
        return tables.stream()
                .filter(table -> done.containsKey(table.oid()))
                .map(table -> done.get(table.oid()))
                .toList();
    }

    private static List<SourceTable> leaves(SourceTable table, Map<Long, List<SourceTable>> children) {
        List<SourceTable> leaves = new ArrayList<>();
        for (SourceTable child : children.getOrDefault(table.oid(), List.of())) {
            if (child.kind() == SourceTable.Kind.PARTITIONED) {
                leaves.addAll(leaves(child, children));
            } else {
                leaves.add(child);
            }
        }
        return leaves;
    }

    private TableContent ask(SourceTable table, Consumer<Statement> running) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            running.accept(statement);
            try (ResultSet row = statement.executeQuery(method.sql(table))) {
                row.next();
                return content(
                        table,
                        row.getLong(1),
                        row.getString(2),
                        row.getBigDecimal(3).toBigIntegerExact(),
                        row.getBigDecimal(4).toBigIntegerExact());
            }
        }
    }

    private TableContent sum(SourceTable table, List<SourceTable> leaves) {
        long rows = 0;
        BigInteger a = BigInteger.ZERO;
        BigInteger b = BigInteger.ZERO;
        for (SourceTable leaf : leaves) {
            TableContent content = done.get(leaf.oid());
            rows += content.rows();
            a = a.add(content.sumA());
            b = b.add(content.sumB());
        }
        return content(table, rows, ContentHash.of(rows, a, b), a, b);
    }

    private TableContent content(SourceTable table, long rows, String hash, BigInteger a, BigInteger b) {
        return new TableContent(table.schema(), table.name(), table.kind().word(), rows, hash, method.sql(table), a, b);
    }
}
