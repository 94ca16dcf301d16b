package io.mooring.local.bench;

import io.mooring.embedded.postgres.PostgresDatabase;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * From the begin of a transaction that appends a critical event to the receipt of the call at Slack, through the running local
 * system: outbox of backup-service, its relay, Kafka, notifier-service, the Slack stand-in. Reference: bare Kafka in the same
 * seconds. Arguments: how many events a phase, how many others a second. Environment: that of {@code ./mooring up}.
 */
final class EventPathBench {

    /** A system that has just started compiles, and does at first what is due since it was down. */
    private static final int WARM_UP = 200;

    private static final int WARM_UP_BESIDE = 50;
    private static final Duration BETWEEN = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String LOOPBACK = "127.0.0.1";

    /** Tells the events of this run from those of an earlier one in the same system. */
    private final long began = System.nanoTime();

    private final PostgresDatabase database;
    private final String registry;
    private final SlackHistory slack;
    private final BareKafka bare;
    private final PrintStream out;

    private EventPathBench(PostgresDatabase database, String registry, SlackHistory slack, BareKafka bare) {
        this.database = database;
        this.registry = registry;
        this.slack = slack;
        this.bare = bare;
        this.out = System.out;
    }

    public static void main(String[] arguments) throws Exception {
        int events = Integer.parseInt(arguments[0]);
        int perSecond = Integer.parseInt(arguments[1]);
        Path secrets = Path.of(System.getenv("MOORING_HOME"), "secrets");
        PostgresDatabase outbox =
                new PostgresDatabase(LOOPBACK, port("POSTGRES"), "backup", "backup", secret(secrets, "backup-db"));
        SlackHistory slack = new SlackHistory(
                URI.create("http://" + LOOPBACK + ":" + port("SLACK") + "/api/"),
                secret(secrets, "slack-token"),
                arguments[2]);
        String registry = "http://" + LOOPBACK + ":" + port("REGISTRY") + "/apis/ccompat/v7";
        try (BareKafka bare = new BareKafka(LOOPBACK + ":" + port("KAFKA"))) {
            new EventPathBench(outbox, registry, slack, bare).run(events, perSecond);
        }
    }

    private void run(int events, int perSecond) throws Exception {
        measure("warm-up", WARM_UP);
        bare.take();
        report("idle", measure("idle", events));
        try (Background background = new Background(database, registry, perSecond)) {
            measure("warm-up beside", WARM_UP_BESIDE);
            bare.take();
            Latencies ours = measure("busy", events);
            report("%.0f/s beside".formatted(background.perSecond()), ours);
        }
    }

    private void report(String phase, Latencies ours) {
        Latencies reference = bare.take();
        for (double share : List.of(0.5, 0.99)) {
            double us = ours.millis(share);
            double kafka = reference.millis(share);
            out.printf(
                    "%-14s p%-3.0f ours %8.1f ms   bare Kafka %7.1f ms   ratio %5.1f   %s%n",
                    phase, share * 100, us, kafka, us / kafka, share > 0.9 ? "goal <= 250 ms" : "");
        }
        out.printf("%-14s %d events%n", phase, ours.sorted().size());
        if (ours.late() > 0) {
            out.printf(
                    "%-14s %d of them not at Slack %d s after the last: the path does not keep up, its figures are lower bounds%n",
                    phase, ours.late(), PATIENCE.toSeconds());
        }
    }

    /** Ours and the reference's records by turns, so that both meet the same machine. */
    private Latencies measure(String phase, int events) throws Exception {
        Map<String, Instant> begins = new LinkedHashMap<>();
        try (OutboxWriter writer = new OutboxWriter(database, registry)) {
            long next = System.nanoTime();
            for (int i = 0; i < events; i++) {
                String plan = phase + "-" + began + "-" + i;
                begins.put(plan, Instant.now());
                int bytes = writer.append(plan, BenchEvents.failed(plan));
                next = awaitTurn(next);
                bare.send(bytes);
                next = awaitTurn(next);
            }
        }
        return latencies(begins);
    }

    /** Half the time between two events; a late turn does not hurry the following ones. */
    private static long awaitTurn(long last) throws InterruptedException {
        long next = Math.max(last + BETWEEN.toNanos() / 2, System.nanoTime());
        Thread.sleep(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
        return next;
    }

    /** What Slack has not received when patience ends counts as received then, which flatters the figures: a lower bound. */
    private Latencies latencies(Map<String, Instant> begins) throws Exception {
        Instant deadline = Instant.now().plus(PATIENCE);
        Map<String, Instant> receipts = slack.receipts();
        while (!receipts.keySet().containsAll(begins.keySet()) && Instant.now().isBefore(deadline)) {
            Thread.sleep(BETWEEN);
            receipts = slack.receipts();
        }
        Instant end = Instant.now();
        int late = 0;
        List<Duration> measured = new ArrayList<>();
        for (Map.Entry<String, Instant> begin : begins.entrySet()) {
            Instant receipt = receipts.get(begin.getKey());
            late += receipt == null ? 1 : 0;
            measured.add(Duration.between(begin.getValue(), receipt == null ? end : receipt));
        }
        return new Latencies(measured, late);
    }

    private static int port(String part) {
        return Integer.parseInt(System.getenv("MOORING_" + part + "_PORT"));
    }

    private static String secret(Path folder, String name) throws java.io.IOException {
        return Files.readString(folder.resolve(name)).strip();
    }
}
