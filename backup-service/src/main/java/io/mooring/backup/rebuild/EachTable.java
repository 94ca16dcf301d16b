package io.mooring.backup.rebuild;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Something to do with each of many tables, over a few connections: each takes the next table when it is done with its last. An interrupt
 * cuts the connections, and the server stops working.
 */
final class EachTable {

    private final TargetServer server;
    private final String database;
    private final int connections;

    /** @param connections at most so many at a time */
    EachTable(TargetServer server, String database, int connections) {
        this.server = server;
        this.database = database;
        this.connections = connections;
    }

    /** What to do on a new connection, before its first table. */
    interface Begin {
        void on(Connection connection) throws SQLException;
    }

    /** What to do with one table, with others at the same time. */
    interface Work<T> {
        void on(Connection connection, T table) throws SQLException;
    }

    /** @param largestFirst whoever comes to a large one last would be alone with it */
    <T> void share(String name, Collection<T> largestFirst, Begin begin, Work<T> work)
            throws RebuildFailure, InterruptedException {
        Queue<T> left = new ConcurrentLinkedQueue<>(largestFirst);
        List<Callable<@Nullable Void>> shares = new ArrayList<>();
        for (int i = 0; i < Math.min(connections, largestFirst.size()); i++) {
            shares.add(() -> takeAll(left, begin, work));
        }
        try {
            Workers.share(name, connections, shares);
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case SQLException failure -> throw TargetFaults.of(server.target(), failure);
                case InterruptedException stopped -> throw stopped;
                case RuntimeException bug -> throw bug;
                case null, default -> throw new IllegalStateException(name + " broke", failed.getCause());
            }
        }
    }

    private <T> @Nullable Void takeAll(Queue<T> left, Begin begin, Work<T> work) throws SQLException {
        try (Connection connection = server.connect(database);
                var _ = new EndOnInterrupt(connection)) {
            begin.on(connection);
            for (T table = left.poll(); table != null; table = left.poll()) {
                work.on(connection, table);
            }
        }
        return null;
    }
}
