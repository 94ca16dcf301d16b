package io.mooring.backup.rebuild;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Ends the sessions in databases again and again, until it is closed. */
final class EndSessions implements AutoCloseable {

    private static final long PAUSE_MILLIS = 50;

    private final Thread thread;

    EndSessions(TargetServer server, List<String> databases) {
        this.thread = Thread.ofVirtual().name("end-sessions").start(() -> end(server, databases));
    }

    private static void end(TargetServer server, List<String> databases) {
        try (Connection connection = server.connect(server.target().maintenanceDatabase())) {
            while (!Thread.currentThread().isInterrupted()) {
                for (String database : databases) {
                    TargetServer.endSessions(connection, database);
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException done) {
            Thread.currentThread().interrupt();
        } catch (SQLException refused) {
            // Then the renaming finds the database in use, and says so.
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
