package io.mooring.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.embedded.slack.SlackFault;
import io.mooring.embedded.slack.SlackPost;
import io.mooring.embedded.slack.SlackStandIn;
import io.mooring.testkit.service.ServiceUnderTest;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service as a process that is killed again and again while alerts come in and Slack fails in every way it can: each
 * alert is told exactly once. {@code -Dmooring.faults=full} tells 1,200 alerts through 40 kills;
 * {@code -Dmooring.faults.seed=N} repeats a former run's moments.
 */
class NotifierFaultsIT {

    private static final Logger log = LoggerFactory.getLogger(NotifierFaultsIT.class);
    private static final boolean FULL = "full".equals(System.getProperty("mooring.faults"));
    private static final int ALERTS = FULL ? 1_200 : 120;
    private static final int KILLS = FULL ? 40 : 4;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private static Path logs;

    private static SlackStandIn slack;
    private static BackupEvents events;
    private static ServiceUnderTest service;

    @BeforeAll
    static void start() throws IOException {
        slack = SlackStandIn.start(0, "xoxb-test");
        events = new BackupEvents();
        service = ServiceUnderTest.start(
                NotifierApplication.class, "notifier", logs.resolve("notifier.log"), more -> more.environment(
                                "MOORING_SLACK_URL", slack.apiUrl().toString())
                        .environment("MOORING_SLACK_TOKEN", "xoxb-test")
                        .environment("MOORING_SLACK_CHANNEL", "C0123456789")
                        // Each alert has a message of its own, so that each can be counted.
                        .property("notifier.gather.within", "0s")
                        .property("notifier.gather.storm-at", "1000000")
                        .property("notifier.slack.every", "0s")
                        .property("notifier.sender.lease", "6s")
                        // So many failures in a row would have it leave Slack alone for minutes, rightly.
                        .property("notifier.sender.breaker.pause", "1s")
                        .property("notifier.sender.breaker.longest-pause", "1s")
                        .property("notifier.slack.timeout", "1s"));
    }

    @AfterAll
    static void stop() {
        service.close();
        events.close();
        slack.close();
    }

    @Test
    void everyAlertIsToldExactlyOnceThroughKillsAndFailuresOfSlack() {
        long seed = Long.getLong("mooring.faults.seed", System.nanoTime());
        log.info("{} alerts, {} kills, -Dmooring.faults.seed={}", ALERTS, KILLS, seed);
        Random random = new Random(seed);
        List<String> plans = IntStream.range(0, ALERTS)
                .mapToObj(i ->
                        "plan-%04d-%s".formatted(i, UUID.randomUUID().toString().substring(0, 8)))
                .toList();
        int perRound = ALERTS / (KILLS + 1);
        int published = 0;
        for (int kill = 0; kill <= KILLS; kill++) {
            int until = kill == KILLS ? ALERTS : published + perRound;
            fail(random);
            for (; published < until; published++) {
                events.publish(plans.get(published), BackupEvents.failed(plans.get(published), "The disk is full."));
            }
            if (kill < KILLS) {
                killInTheMiddle(random, perRound);
            }
        }
        slack.next();
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(told(plans)).as("waiting: " + waiting()).hasSize(ALERTS));
        // A duplicate would come with whatever is still under way: wait until nothing is.
        String last = "plan-last-" + UUID.randomUUID();
        events.publish(last, BackupEvents.failed(last, "The last one."));
        await().atMost(PATIENCE).until(() -> told(List.of(last)).size() == 1 && openDeliveries() == 0);
        assertThat(told(plans))
                .hasSize(ALERTS)
                .allSatisfy((plan, times) -> assertThat(times).as(plan).isEqualTo(1));
    }

    /** Some of the next calls fail, in ways that do and do not let the message through. */
    private static void fail(Random random) {
        List<SlackFault> faults = List.of(
                new SlackFault.Answers(503),
                new SlackFault.RateLimited(1),
                new SlackFault.Cuts(),
                new SlackFault.PostsThenCuts(),
                new SlackFault.PostsThenFails());
        random.ints(3, 0, faults.size()).forEach(i -> slack.next(faults.get(i)));
    }

    private static void killInTheMiddle(Random random, int perRound) {
        int enough = slack.posts().size() + random.nextInt(perRound);
        await().atMost(PATIENCE).until(() -> slack.posts().size() >= enough);
        if (random.nextBoolean()) {
            // It has the message and has not heard so when it dies.
            slack.next(new SlackFault.PostsThenHangs());
        }
        service.process().kill9();
        service.startAgain();
    }

    /** What is not settled, in words for whoever reads why the test failed. */
    private static String waiting() throws SQLException {
        try (Connection connection = service.database().connect();
                ResultSet found = connection
                        .createStatement()
                        .executeQuery("SELECT string_agg(state || ' ' || n, ', ') FROM"
                                + " (SELECT state, count(*) AS n FROM delivery GROUP BY state) AS counted")) {
            found.next();
            return String.valueOf(found.getString(1));
        }
    }

    private static long openDeliveries() throws SQLException {
        try (Connection connection = service.database().connect();
                ResultSet found = connection
                        .createStatement()
                        .executeQuery("SELECT count(*) FROM delivery"
                                + " WHERE state NOT IN ('DELIVERED', 'DEAD', 'DROPPED', 'SUPERSEDED')")) {
            found.next();
            return found.getLong(1);
        }
    }

    private static Map<String, Integer> told(List<String> plans) {
        Map<String, Integer> told = new HashMap<>();
        for (SlackPost post : slack.posts()) {
            plans.stream().filter(post.text()::contains).forEach(plan -> told.merge(plan, 1, Integer::sum));
        }
        return told;
    }
}
