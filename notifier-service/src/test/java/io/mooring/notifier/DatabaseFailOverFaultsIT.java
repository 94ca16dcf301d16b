package io.mooring.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.testkit.service.ServiceUnderTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database's server is killed with -9 in the middle of a burst, and its standby takes over at the same address. The
 * service goes on by itself: each alert is told exactly once. {@code -Dmooring.faults=full}: 1,200 alerts, 5 fail-overs;
 * {@code -Dmooring.faults.seed=N} repeats a former run's moments.
 */
class DatabaseFailOverFaultsIT {

    private static final Logger log = LoggerFactory.getLogger(DatabaseFailOverFaultsIT.class);
    private static final boolean FULL = "full".equals(System.getProperty("mooring.faults"));
    private static final int FAIL_OVERS = FULL ? 5 : 1;
    private static final int ALERTS_A_ROUND = FULL ? 240 : 60;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    private static Path folder;

    private static Providers providers;
    private static Plans plans;
    private static PostgresPair servers;
    private static ServiceUnderTest service;
    private static DeliveryRows rows;

    @BeforeAll
    static void start() throws Exception {
        providers = Providers.start();
        plans = new Plans();
        servers = new PostgresPair(folder);
        service = ServiceUnderTest.startOn(
                servers.database("notifier"),
                NotifierApplication.class,
                "notifier",
                folder.resolve("notifier.log"),
                more -> providers.reachedBy(more, "slack-ops,pagerduty"));
        rows = new DeliveryRows(service.database());
        rows.withoutPace();
    }

    @AfterAll
    static void stop() {
        service.close();
        servers.close();
        plans.close();
        providers.close();
    }

    @Test
    void afterTheDatabaseFailsOverEachAlertIsToldOnceByTheServiceThatRanOn() throws Exception {
        long seed = Long.getLong("mooring.faults.seed", System.nanoTime());
        log.info("{} fail-overs, -Dmooring.faults.seed={}", FAIL_OVERS, seed);
        Random random = new Random(seed);
        for (int round = 0; round < FAIL_OVERS; round++) {
            if (round > 0) {
                servers.follow();
            }
            providers.slack.next(SlackTroubles.some(random));
            int enough = providers.slack.posts().size() + random.nextInt(ALERTS_A_ROUND / 2);
            plans.fail(ALERTS_A_ROUND / 2);
            await().atMost(PATIENCE).until(() -> providers.slack.posts().size() >= enough);
            servers.failOver();
            plans.fail(ALERTS_A_ROUND / 2);
        }
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            assertThat(providers.inSlack(plans.all()).lost()).as(rows.states()).isZero();
            assertThat(providers.atPagerDuty(plans.all()).lost())
                    .as(rows.states())
                    .isZero();
            assertThat(rows.waiting()).as(rows.states()).isZero();
        });
        log.info(
                "Counted after {} fail-overs; {}; {}; deliveries: {}",
                FAIL_OVERS,
                providers.inSlack(plans.all()),
                providers.atPagerDuty(plans.all()),
                rows.states());
        providers.inSlack(plans.all()).eachExactlyOnce();
        providers.atPagerDuty(plans.all()).eachExactlyOnce();
        assertThat(rows.count("state = 'DEAD'")).isZero();
        assertThat(service.process().isAlive()).isTrue();
    }
}
