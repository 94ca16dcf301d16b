package io.mooring.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.embedded.slack.SlackFault;
import io.mooring.testkit.Postgres;
import io.mooring.testkit.service.ServiceUnderTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two instances with one database and one consumer group, now the one and now the other killed while alerts come and end and
 * Slack fails. Each alert is told exactly once, and in its conversation nothing overtakes anything: PagerDuty drops an end
 * that comes before its beginning. {@code -Dmooring.faults=full}: 1,200 alerts, 20 kills; {@code -Dmooring.faults.seed=N}
 * repeats a former run's moments.
 */
class TwoInstancesFaultsIT {

    private static final Logger log = LoggerFactory.getLogger(TwoInstancesFaultsIT.class);
    private static final boolean FULL = "full".equals(System.getProperty("mooring.faults"));
    private static final int KILLS = FULL ? 20 : 2;
    private static final int ALERTS_A_ROUND = FULL ? 60 : 30;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private static Path logs;

    private static Providers providers;
    private static Plans plans;
    private static List<ServiceUnderTest> instances;
    private static DeliveryRows rows;

    @BeforeAll
    static void start() throws IOException {
        providers = Providers.start();
        plans = new Plans();
        PostgresDatabase database = Postgres.shared().freshDatabase("notifier");
        rows = new DeliveryRows(database);
        instances = List.of(instance(database, "one"), instance(database, "two"));
        rows.withoutPace();
    }

    private static ServiceUnderTest instance(PostgresDatabase database, String name) {
        return ServiceUnderTest.startOn(
                database,
                NotifierApplication.class,
                "notifier",
                logs.resolve(name + ".log"),
                more -> providers.reachedBy(more, "slack-ops,pagerduty"));
    }

    @AfterAll
    static void stop() {
        instances.forEach(ServiceUnderTest::close);
        plans.close();
        providers.close();
    }

    @Test
    void twoInstancesTellEachAlertOnceAndInOrderWhicheverOfThemIsKilled() {
        long seed = Long.getLong("mooring.faults.seed", System.nanoTime());
        log.info("{} kills, -Dmooring.faults.seed={}", KILLS, seed);
        Random random = new Random(seed);
        List<String> over = new ArrayList<>();
        for (int kill = 0; kill <= KILLS; kill++) {
            providers.slack.next(SlackTroubles.some(random));
            List<String> told = plans.fail(ALERTS_A_ROUND);
            // Some end at once, perhaps untold, and some of the former round's when they were told.
            plans.recover(told.subList(0, ALERTS_A_ROUND / 3));
            over.addAll(told.subList(0, ALERTS_A_ROUND / 3));
            if (kill < KILLS) {
                killOne(random);
            }
            plans.recover(told.subList(ALERTS_A_ROUND / 3, ALERTS_A_ROUND / 2));
            over.addAll(told.subList(ALERTS_A_ROUND / 3, ALERTS_A_ROUND / 2));
        }
        providers.slack.next();
        await().atMost(PATIENCE.multipliedBy(FULL ? 5 : 1)).untilAsserted(() -> {
            assertThat(providers.inSlack(plans.all()).lost()).as(rows.states()).isZero();
            assertThat(providers.atPagerDuty(stillOpen(over)).lost())
                    .as(rows.states())
                    .isZero();
            assertThat(rows.over(over)).isEqualTo(over.size());
            assertThat(rows.waiting()).as(rows.states()).isZero();
        });
        log.info(
                "Counted after {} kills of two instances; {}; {}; {} over in order; deliveries: {}",
                KILLS,
                providers.inSlack(plans.all()),
                providers.atPagerDuty(stillOpen(over)),
                providers.overAtPagerDuty(over).size(),
                rows.states());
        providers.inSlack(plans.all()).eachExactlyOnce();
        providers.atPagerDuty(stillOpen(over)).eachExactlyOnce();
        providers.expectOver(over);
        assertThat(rows.count("state = 'DEAD'")).isZero();
        assertThat(rows.ask(IN_ORDER)).as("words that went before their elders").isEqualTo("0");
    }

    private static final String IN_ORDER = """
        SELECT count(*) FROM delivery a JOIN delivery b USING (conversation_id)
        WHERE a.position < b.position AND a.delivered_at > b.delivered_at\
        """;

    private static List<String> stillOpen(List<String> over) {
        return plans.all().stream().filter(plan -> !over.contains(plan)).toList();
    }

    private static void killOne(Random random) {
        ServiceUnderTest one = instances.get(random.nextInt(instances.size()));
        int enough = providers.slack.posts().size() + random.nextInt(ALERTS_A_ROUND / 2);
        await().atMost(PATIENCE).until(() -> providers.slack.posts().size() >= enough);
        if (random.nextBoolean()) {
            providers.slack.next(new SlackFault.PostsThenHangs());
        }
        one.process().kill9();
        one.startAgain();
    }
}
