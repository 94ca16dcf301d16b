package io.mooring.local.bench;

import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.platform.events.publish.EventRecords;
import io.mooring.platform.events.serde.KafkaAvroSerializer;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Alerts a second through the notifier: from Kafka over inbox, rules and dedup into episodes, everything told that is to be told.
 * First of faults that are known (their episodes are open), then of new ones (each begins an episode of its own, and all of them
 * but a few are told as one storm). Reference: the same number of bare upserts into the same server, 500 a transaction, in the
 * same run. Argument: how many reports a phase.
 */
final class AlertStormBench {

    private static final int KNOWN = 1_000;
    private static final int BATCH = 500;
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final NotifierAlone notifier;
    private final PrintStream out = System.out;

    private AlertStormBench(NotifierAlone notifier) {
        this.notifier = notifier;
    }

    public static void main(String[] arguments) throws Exception {
        int reports = Integer.parseInt(arguments[0]);
        // Nobody is there to be told, and that is not what is measured: deliveries wait as dead letters.
        try (NotifierAlone notifier = NotifierAlone.start("--logging.level.root=ERROR")) {
            new AlertStormBench(notifier).run(reports);
        }
        System.exit(0);
    }

    private void run(int reports) throws Exception {
        storm("warm-up", reports / 2, i -> "warm-" + i % KNOWN);
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
        long began = System.nanoTime();
        publish(reports, plan);
        double published = seconds(began);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (heard() < before + reports) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        what + ": only " + (heard() - before) + " of " + reports + " were heard in " + PATIENCE);
            }
            Thread.sleep(LOOK);
        }
        double took = seconds(began);
        out.printf("%-14s %d reports in %.2f s (written to Kafka in %.2f s)%n", what, reports, took, published);
        return reports / took;
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private void publish(int reports, IntFunction<String> plan) {
        KafkaAvroSerializer values = new KafkaAvroSerializer();
        values.configure(Map.of("schema.registry.url", notifier.registry()), false);
        EventRecords records = new EventRecords("/mooring/bench", InstantSource.system());
        Map<String, Object> settings = new HashMap<>(
                Map.of("bootstrap.servers", notifier.kafka(), "acks", "all", "linger.ms", 5, "batch.size", 262_144));
        try (KafkaProducer<String, IndexedRecord> producer =
                new KafkaProducer<>(settings, new StringSerializer(), values)) {
            for (int i = 0; i < reports; i++) {
                producer.send(records.of(BenchEvents.failed(plan.apply(i)), null));
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
