package io.mooring.notifier;

import static org.awaitility.Awaitility.await;

import io.mooring.embedded.postgres.PostgresDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Stops whoever comes to a chosen statement: a trigger there waits for a lock that the test holds. Closed, it lets the
 * database go on; whoever was killed meanwhile hears no answer.
 */
final class Halt implements AutoCloseable {

    private static final int LOCK = 471_100;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final DeliveryRows rows;
    private final Connection gate;
    private final String table;

    private Halt(PostgresDatabase database, String table) throws SQLException {
        this.rows = new DeliveryRows(database);
        this.table = table;
        this.gate = database.connect();
        gate.createStatement().execute("SELECT pg_advisory_lock(" + LOCK + ")");
        rows.run("""
            CREATE OR REPLACE FUNCTION halt() RETURNS trigger LANGUAGE plpgsql AS
            'BEGIN PERFORM pg_advisory_xact_lock_shared(%d); RETURN NEW; END'\
            """.formatted(LOCK));
    }

    /**
     * Before such a statement does anything.
     *
     * @param when a condition on NEW
     */
    static Halt before(PostgresDatabase database, String operation, String table, String when) throws SQLException {
        Halt halt = new Halt(database, table);
        halt.rows.run("CREATE TRIGGER halt BEFORE %s ON %s FOR EACH ROW WHEN (%s) EXECUTE FUNCTION halt()"
                .formatted(operation, table, when));
        return halt;
    }

    /** In the commit of a transaction with such an update: everything is done, and nobody knows it yet. */
    static Halt inCommitAfter(PostgresDatabase database, String table, String when) throws SQLException {
        Halt halt = new Halt(database, table);
        halt.rows.run(
                "CREATE CONSTRAINT TRIGGER halt AFTER UPDATE ON %s DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (%s) EXECUTE FUNCTION halt()"
                        .formatted(table, when));
        return halt;
    }

    void awaitStopped(int many) {
        String waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = " + LOCK
                + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
        await().atMost(PATIENCE).until(() -> Long.parseLong(rows.ask(waiting)) >= many);
    }

    /** The {@code application_name} of one that waits. */
    String stopped() {
        return rows.ask("SELECT min(application_name) FROM pg_locks JOIN pg_stat_activity USING (pid)"
                + " WHERE locktype = 'advisory' AND NOT granted AND objid = " + LOCK
                + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())");
    }

    /** The database goes on, and stops nobody any more. */
    void letGo() throws SQLException {
        gate.close();
    }

    @Override
    public void close() throws SQLException {
        letGo();
        rows.run("DROP TRIGGER halt ON " + table);
    }
}
