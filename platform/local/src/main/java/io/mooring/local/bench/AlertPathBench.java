package io.mooring.local.bench;

import io.mooring.embedded.alertmanager.Alertmanager;
import io.mooring.embedded.alertmanager.Alertmanager.Grouping;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * From a critical event on Kafka to the call at the provider, a webhook: through the notifier, and from the same alert's post
 * to a real Alertmanager to its call at the same kind of webhook, by turns in the same seconds. One Alertmanager has its
 * defaults, one does not wait for groups; each alert is a group of its own everywhere. Arguments: how many alerts a phase, how
 * many reports a second beside them.
 */
final class AlertPathBench {

    private static final int WARM_UP = 100;

    private static final Duration BETWEEN = Duration.ofMillis(150);

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Grouping AT_ONCE = new Grouping(Duration.ZERO, Duration.ofMinutes(5), Duration.ofHours(4));

    private final KafkaEvents kafka;
    private final Stages stages;
    private final Alertmanager defaults;
    private final Alertmanager atOnce;
    private final Receipts ours;
    private final Receipts theirs;
    private final Receipts theirsAtOnce;
    private final PrintStream out = System.out;

    private AlertPathBench(
            KafkaEvents kafka,
            Stages stages,
            Alertmanager defaults,
            Alertmanager atOnce,
            Receipts ours,
            Receipts theirs,
            Receipts theirsAtOnce) {
        this.kafka = kafka;
        this.stages = stages;
        this.defaults = defaults;
        this.atOnce = atOnce;
        this.ours = ours;
        this.theirs = theirs;
        this.theirsAtOnce = theirsAtOnce;
    }

    public static void main(String[] arguments) throws Exception {
        int alerts = Integer.parseInt(arguments[0]);
        int perSecond = Integer.parseInt(arguments[1]);
        try (Receipts ours = new Receipts();
                Receipts theirs = new Receipts();
                Receipts theirsAtOnce = new Receipts();
                NotifierAlone notifier = NotifierAlone.start(settings(ours));
                KafkaEvents kafka = new KafkaEvents(notifier, Map.of());
                Alertmanager defaults = Alertmanager.sendingTo(theirs.uri(), "none", Grouping.DEFAULTS);
                Alertmanager atOnce = Alertmanager.sendingTo(theirsAtOnce.uri(), "none", AT_ONCE)) {
            Stages stages = new Stages(notifier.database());
            new AlertPathBench(kafka, stages, defaults, atOnce, ours, theirs, theirsAtOnce).run(alerts, perSecond);
        }
        System.exit(0);
    }

    /**
     * Each alert has a message of its own, at once, and the receiver wants no pace: what is measured is the path, not how alerts
     * are told together, and no queue before it.
     */
    private static String[] settings(Receipts receipts) {
        return new String[] {
            "--logging.level.root=ERROR",
            "--MOORING_ALERT_CRITICAL_TO=webhook",
            "--MOORING_WEBHOOK_URL=" + receipts.uri(),
            "--MOORING_WEBHOOK_SECRET=a secret of this benchmark alone",
            "--notifier.webhook.every=0s",
            "--notifier.gather.within=0s",
            "--notifier.gather.storm-at=1000000"
        };
    }

    private void run(int alerts, int perSecond) throws Exception {
        // Those beside are known and told before anything is measured: the provider's pace would have alerts wait
        // behind them.
        Beside.begin(kafka, List.of(defaults, atOnce));
        measure("warm", WARM_UP);
        report("idle", measure("idle", alerts));
        stages.print(out, "idle", "%/probe-idle-%");
        try (Beside beside = new Beside(kafka, List.of(defaults, atOnce), perSecond)) {
            measure("warm-busy", WARM_UP);
            Measured busy = measure("busy", alerts);
            String phase = "%.0f/s beside".formatted(beside.perSecond());
            report(phase, busy);
            stages.print(out, phase, "%/probe-busy-%");
        }
    }

    private record Measured(Latencies ours, Latencies atOnce, Latencies defaults) {}

    /** By turns, so that all meet the same machine. */
    private Measured measure(String phase, int alerts) throws InterruptedException {
        Map<String, Long> kafkas = new LinkedHashMap<>();
        Map<String, Long> atOnces = new LinkedHashMap<>();
        Map<String, Long> posts = new LinkedHashMap<>();
        long next = System.nanoTime();
        for (int i = 0; i < alerts; i++) {
            String probe = "probe-" + phase + "-" + i;
            kafkas.put(probe, System.nanoTime());
            kafka.send(BenchEvents.failed(probe));
            next = awaitTurn(next);
            atOnces.put(probe, System.nanoTime());
            tell(atOnce, probe);
            next = awaitTurn(next);
            posts.put(probe, System.nanoTime());
            tell(defaults, probe);
            next = awaitTurn(next);
        }
        return new Measured(
                ours.since(kafkas, PATIENCE), theirsAtOnce.since(atOnces, PATIENCE), theirs.since(posts, PATIENCE));
    }

    private static void tell(Alertmanager alertmanager, String probe) {
        Instant now = Instant.now();
        alertmanager.tellAsync(probe, "critical", now, now.plus(Duration.ofHours(1)));
    }

    /** A third of the time between two alerts; a late turn does not hurry the following ones. */
    private static long awaitTurn(long last) throws InterruptedException {
        long next = Math.max(last + BETWEEN.toNanos() / 3, System.nanoTime());
        Thread.sleep(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
        return next;
    }

    private void report(String phase, Measured measured) {
        for (double share : List.of(0.5, 0.99, 0.999)) {
            double us = measured.ours().millis(share);
            double atOnces = measured.atOnce().millis(share);
            double usual = measured.defaults().millis(share);
            out.printf(
                    "%-14s p%-5s ours %8.1f ms   Alertmanager at group_wait 0 %8.1f ms (ratio %.2f)   at its defaults %8.1f ms (ratio %.4f)%n",
                    phase, "%.1f".formatted(share * 100), us, atOnces, us / atOnces, usual, us / usual);
        }
        out.printf("%-14s %d alerts each%n", phase, measured.ours().sorted().size());
        late(phase, "ours", measured.ours());
        late(phase, "Alertmanager at group_wait 0", measured.atOnce());
        late(phase, "Alertmanager at its defaults", measured.defaults());
    }

    private void late(String phase, String whose, Latencies latencies) {
        if (latencies.late() > 0) {
            out.printf(
                    "%-14s %s: %d of them not told %d s after the last, its figures are lower bounds%n",
                    phase, whose, latencies.late(), PATIENCE.toSeconds());
        }
    }
}
