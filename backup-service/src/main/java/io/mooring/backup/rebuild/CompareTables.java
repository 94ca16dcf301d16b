package io.mooring.backup.rebuild;

import io.mooring.backup.manifest.Manifest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Asks tables what the manifest says the source answered. Used once, by several threads at a time. */
final class CompareTables {

    private final Manifest.Content content;
    private final Set<TableName> present;
    private final PartitionSums sums;
    private final IntConsumer compared;
    private final Collection<ContentDifference> found = new ConcurrentLinkedQueue<>();
    private final AtomicInteger done = new AtomicInteger();

    CompareTables(Manifest.Content content, Set<TableName> present, PartitionSums sums, IntConsumer compared) {
        this.content = content;
        this.present = present;
        this.sums = sums;
        this.compared = compared;
    }

    /** What differs, by table. */
    List<ContentDifference> over(EachTable each, List<Manifest.Table> largestFirst)
            throws RebuildFailure, InterruptedException {
        ask(each, largestFirst.stream().filter(table -> !sums.knows(table)).toList());
        ask(each, addUp(largestFirst.stream().filter(sums::knows).toList()));
        return found.stream()
                .sorted(Comparator.comparing(ContentDifference::table))
                .toList();
    }

    /** @return those that must be asked after all */
    private List<Manifest.Table> addUp(List<Manifest.Table> tables) {
        List<Manifest.Table> unknown = new ArrayList<>();
        for (Manifest.Table table : tables) {
            Optional<PartitionSums.Answer> sum = sums.sum(table);
            if (sum.isPresent()) {
                compare(table, sum.get().rows(), sum.get().hash());
                compared.accept(done.incrementAndGet());
            } else {
                unknown.add(table);
            }
        }
        return unknown;
    }

    private void ask(EachTable each, List<Manifest.Table> tables) throws RebuildFailure, InterruptedException {
        each.share("compare", tables, this::prepare, (connection, table) -> {
            ask(connection, table);
            compared.accept(done.incrementAndGet());
        });
    }

    private void prepare(Connection connection) throws SQLException {
        connection.setReadOnly(true);
        for (String setting : content.settings()) {
            TargetServer.execute(connection, setting);
        }
        TargetServer.execute(connection, "SET statement_timeout = 0");
        TargetServer.execute(connection, "SET max_parallel_workers_per_gather = 0");
        TargetServer.execute(connection, "SET jit = off");
    }

    private void ask(Connection connection, Manifest.Table table) throws SQLException {
        TableName name = PartitionSums.name(table);
        if (!present.contains(name)) {
            found.add(new ContentDifference(
                    ContentDifference.Kind.MISSING_TABLE,
                    name.toString(),
                    "The table " + name + " with " + table.rows() + " rows is missing."));
            return;
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(table.sql())) {
            row.next();
            if (row.getMetaData().getColumnCount() >= PartitionSums.Answer.COLUMNS) {
                sums.answered(table, PartitionSums.Answer.of(row));
            }
            compare(table, row.getLong(1), String.valueOf(row.getString(2)));
        } catch (SQLException refused) {
            if (!String.valueOf(refused.getSQLState()).startsWith("42")) {
                throw refused;
            }
            found.add(new ContentDifference(
                    ContentDifference.Kind.SHAPE,
                    name.toString(),
                    "The table " + name + " is not the one of the backup: " + refused.getMessage()));
        }
    }

    private void compare(Manifest.Table table, long rows, String hash) {
        TableName name = PartitionSums.name(table);
        if (rows != table.rows()) {
            found.add(new ContentDifference(
                    ContentDifference.Kind.ROWS,
                    name.toString(),
                    "The table " + name + " has " + rows + " rows instead of " + table.rows() + "."));
        } else if (!hash.equals(table.hash())) {
            found.add(new ContentDifference(
                    ContentDifference.Kind.CONTENT,
                    name.toString(),
                    "The table " + name + " has its " + rows + " rows, but not with the same content: its hash is "
                            + hash + " instead of " + table.hash() + "."));
        }
    }
}
