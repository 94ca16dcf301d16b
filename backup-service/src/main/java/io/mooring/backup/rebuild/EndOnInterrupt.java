package io.mooring.backup.rebuild;

import java.sql.Connection;
import org.postgresql.PGConnection;

/** Cuts the connection when the thread that made this is interrupted: JDBC itself does not hear interrupts. */
final class EndOnInterrupt implements AutoCloseable {

    private static final long LOOK_MILLIS = 200;

    private final Thread watcher;

    EndOnInterrupt(Connection connection) {
        Thread worker = Thread.currentThread();
        this.watcher = Thread.ofVirtual().name("end-on-interrupt").start(() -> watch(worker, connection));
    }

    private static void watch(Thread worker, Connection connection) {
        try {
            while (!worker.isInterrupted()) {
                Thread.sleep(LOOK_MILLIS);
            }
            // The server stops working, not just we stop listening.
            connection.unwrap(PGConnection.class).cancelQuery();
            connection.abort(Runnable::run);
        } catch (InterruptedException done) {
            Thread.currentThread().interrupt();
        } catch (java.sql.SQLException gone) {
            // Then there is nothing left to cut.
        }
    }

    @Override
    public void close() {
        watcher.interrupt();
    }
}
