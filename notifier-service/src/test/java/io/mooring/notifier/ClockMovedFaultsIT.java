package io.mooring.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.testkit.service.ServiceUnderTest;
import io.mooring.testkit.token.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
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
 * The service's wall clock is set two hours ahead and back again while alerts come and end and Slack fails; the database's stays.
 * Each alert is told exactly once, and none waits for the clock to come round. {@code -Dmooring.faults=full}: 1,200 alerts,
 * 12 moves; {@code -Dmooring.faults.seed=N} repeats a former run's moments.
 */
class ClockMovedFaultsIT {

    private static final Logger log = LoggerFactory.getLogger(ClockMovedFaultsIT.class);
    private static final boolean FULL = "full".equals(System.getProperty("mooring.faults"));
    private static final int MOVES = FULL ? 12 : 2;
    private static final int ALERTS_A_ROUND = FULL ? 100 : 30;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Longer than tokens are good for. */
    private static final Duration AHEAD = Duration.ofHours(2);

    @TempDir
    private static Path folder;

    private static Providers providers;
    private static Plans plans;
    private static FakedClock clock;
    private static ServiceUnderTest service;
    private static DeliveryRows rows;

    @BeforeAll
    static void start() throws IOException {
        providers = Providers.start();
        plans = new Plans();
        clock = new FakedClock(folder);
        service = ServiceUnderTest.start(
                NotifierApplication.class,
                "notifier",
                folder.resolve("notifier.log"),
                more -> clock.goBy(providers.reachedBy(more, "slack-ops,pagerduty")));
        rows = new DeliveryRows(service.database());
        rows.withoutPace();
    }

    @AfterAll
    static void stop() {
        service.close();
        plans.close();
        providers.close();
    }

    @Test
    void aClockThatIsSetAheadAndBackLosesDoublesAndHoldsUpNothing() {
        long seed = Long.getLong("mooring.faults.seed", System.nanoTime());
        log.info("{} moves, -Dmooring.faults.seed={}", MOVES, seed);
        Random random = new Random(seed);
        List<String> over = new ArrayList<>();
        for (int move = 1; move <= MOVES; move++) {
            providers.slack.next(SlackTroubles.some(random));
            List<String> told = plans.fail(ALERTS_A_ROUND / 2);
            int enough = providers.slack.posts().size() + random.nextInt(ALERTS_A_ROUND / 4);
            await().atMost(PATIENCE).until(() -> providers.slack.posts().size() >= enough);
            Duration ahead = move % 2 == 1 ? AHEAD : Duration.ZERO;
            clock.set(ahead);
            await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> isNoticed(ahead.isPositive()));
            plans.fail(ALERTS_A_ROUND / 2);
            plans.recover(told.subList(0, ALERTS_A_ROUND / 4));
            over.addAll(told.subList(0, ALERTS_A_ROUND / 4));
            awaitAllTold(over);
        }
        log.info(
                "Counted after {} moves of the clock; {}; {}; {} over; deliveries: {}",
                MOVES,
                providers.inSlack(plans.all()),
                providers.atPagerDuty(stillOpen(over)),
                providers.overAtPagerDuty(over).size(),
                rows.states());
        providers.inSlack(plans.all()).eachExactlyOnce();
        providers.atPagerDuty(stillOpen(over)).eachExactlyOnce();
        providers.expectOver(over);
        assertThat(rows.count("state = 'DEAD'")).isZero();
    }

    private static void awaitAllTold(List<String> over) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(providers.inSlack(plans.all()).lost()).as(rows.states()).isZero();
            assertThat(providers.atPagerDuty(stillOpen(over)).lost())
                    .as(rows.states())
                    .isZero();
            assertThat(rows.over(over)).isEqualTo(over.size());
            assertThat(rows.waiting()).as(rows.states()).isZero();
        });
    }

    private static List<String> stillOpen(List<String> over) {
        return plans.all().stream().filter(plan -> !over.contains(plan)).toList();
    }

    /** Alerts flow on; and to a service whose clock is ahead every token's time is over. */
    private static boolean isNoticed(boolean isAhead) {
        plans.fail(1);
        HttpRequest request = HttpRequest.newBuilder(service.url("/api/v1/alerts?limit=1"))
                .header("Authorization", "Bearer " + Tokens.shared().token("viewer"))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            int status = http.send(request, BodyHandlers.discarding()).statusCode();
            return status == (isAhead ? 401 : 200);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
