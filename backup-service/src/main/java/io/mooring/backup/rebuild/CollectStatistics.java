package io.mooring.backup.rebuild;

import java.util.List;

/**
 * Planner statistics of a whole database, which a dump does not hold: without them the first queries are slow. Several tables at a time; a
 * plain ANALYZE takes them one by one.
 */
final class CollectStatistics {

    // What ANALYZE without a list takes. A partitioned table that is named brings its partitions along.
    private static final String TABLES = """
            SELECT format('%I.%I', n.nspname, c.relname)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'm', 'p') AND c.relpersistence <> 't' AND NOT c.relispartition
            ORDER BY CASE WHEN c.relkind = 'p' THEN (SELECT sum(pg_relation_size(relid)) FROM pg_partition_tree(c.oid))
                          ELSE pg_relation_size(c.oid) END DESC""";

    private final TargetServer server;
    private final int connections;

    CollectStatistics(TargetServer server, int connections) {
        this.server = server;
        this.connections = connections;
    }

    void of(String database) throws RebuildFailure, InterruptedException {
        List<String> tables = server.on(database, connection -> TargetServer.texts(connection, TABLES));
        new EachTable(server, database, connections)
                .share(
                        "analyze",
                        tables,
                        connection -> TargetServer.execute(connection, "SET statement_timeout = 0"),
                        (connection, table) -> TargetServer.execute(connection, "ANALYZE " + table));
    }
}
