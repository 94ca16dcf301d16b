package io.mooring.local.bench;

import io.mooring.embedded.postgres.PostgresDatabase;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Alerts a second through the notifier, which works off what waits in Kafka: over inbox, rules and dedup into episodes, everything told that is to be told.
 * First of faults that are known (their episodes are open), then of new ones (each begins an episode of its own, and all of them
 * but a few are told as one storm). Reference: the same number of bare upserts into the same server, 500 a transaction, in the
 * same run. Argument: how many reports a phase.
 */
final class AlertStormBench {

    private static final int KNOWN = 1_000;
    private static final int BATCH = 500;
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final NotifierAlone notifier;
    private final PrintStream out = System.out;

    private AlertStormBench(NotifierAlone notifier) {
        this.notifier = notifier;
    }

    public static void main(String[] arguments) throws Exception {
        int reports = Integer.parseInt(arguments[0]);
        try (Receipts told = new Receipts();
                NotifierAlone notifier = NotifierAlone.start(
                        "--logging.level.root=ERROR",
                        "--MOORING_ALERT_CRITICAL_TO=webhook",
                        "--MOORING_WEBHOOK_URL=" + told.uri(),
                        "--MOORING_WEBHOOK_SECRET=a secret of this benchmark alone")) {
            new AlertStormBench(notifier).run(reports);
        }
        System.exit(0);
    }

    private void run(int reports) throws Exception {
        storm("warm-up", reports, i -> "warm-" + i % KNOWN);
        double known = storm("known faults", reports, i -> "warm-" + i % KNOWN);
        double fresh = storm("new faults", reports, i -> "new-" + i);
        double bare = upserts(reports);
        out.printf("%n%-14s %9.0f rows/s, %d a transaction%n", "bare upserts", bare, BATCH);
        report("known faults", known, bare);
        report("new faults", fresh, bare);
        out.printf("%-14s %9d alerts in %d messages%n", "told", count("SELECT count(*) FROM told"), conversations());
    }

    private void report(String what, double ours, double bare) {
        out.printf(
                "%-14s %9.0f alerts/s   ratio %.3f of bare upserts   goal >= 10,000 on 2 cores%n",
                what, ours, ours / bare);
    }

    private double storm(String what, int reports, IntFunction<String> plan) throws Exception {
        long before = heard();
        // What writes the events is not measured: in a storm they wait in Kafka, and the notifier works them off.
        notifier.listens(false);
        publish(reports, plan);
        long began = System.nanoTime();
        notifier.listens(true);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (long done = 0; done < reports; done = heard() - before) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        what + ": only " + done + " of " + reports + " were heard in " + PATIENCE);
            }
            awaitNextLook(began, done, reports);
        }
        double took = seconds(began);
        out.printf("%-14s %d reports in %.2f s%n", what, reports, took);
        return reports / took;
    }

    /** A look reads all alerts: the next one when two thirds of what is left should be done. */
    private static void awaitNextLook(long began, long done, int reports) throws InterruptedException {
        double left = done == 0 ? 0 : seconds(began) * (reports - done) / done * 2 / 3;
        Thread.sleep(Duration.ofMillis(Math.clamp((long) (left * 1000), LOOK.toMillis(), 2_000)));
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private void publish(int reports, IntFunction<String> plan) {
        // A relay's batches: what is measured is the notifier.
        try (KafkaEvents kafka = new KafkaEvents(notifier, Map.of("linger.ms", 5, "batch.size", 262_144))) {
            for (int i = 0; i < reports; i++) {
                kafka.send(BenchEvents.failed(plan.apply(i)));
            }
        }
    }

    private long heard() throws SQLException {
        return count("SELECT coalesce(sum(reports), 0) FROM alert");
    }

    private long conversations() throws SQLException {
        return count("SELECT count(*) FROM gathering");
    }

    private long count(String query) throws SQLException {
        try (Connection connection = notifier.database().connect();
                ResultSet found = connection.createStatement().executeQuery(query)) {
            found.next();
            return found.getLong(1);
        }
    }

    /** The least a database must do to count reports by key. */
    private double upserts(int rows) throws SQLException, IOException {
        PostgresDatabase database = notifier.database();
        try (Connection connection = database.connect()) {
            connection.createStatement().execute("CREATE TABLE bench_key (key text PRIMARY KEY, n bigint NOT NULL)");
            connection.setAutoCommit(false);
            long began = System.nanoTime();
            try (PreparedStatement upsert = connection.prepareStatement(
                    "INSERT INTO bench_key VALUES (?, 1) ON CONFLICT (key) DO UPDATE SET n = bench_key.n + 1")) {
                for (int i = 0; i < rows; i++) {
                    upsert.setString(1, "key-" + i % KNOWN);
                    upsert.addBatch();
                    if ((i + 1) % BATCH == 0 || i + 1 == rows) {
                        upsert.executeBatch();
                        connection.commit();
                    }
                }
            }
            return rows / seconds(began);
        }
    }
}
