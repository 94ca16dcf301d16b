package io.mooring.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.embedded.mail.ReceivedMail;
import io.mooring.embedded.postgres.PostgresServer;
import io.mooring.embedded.slack.SlackPost;
import io.mooring.testkit.network.FaultyHttp;
import io.mooring.testkit.network.HttpTrouble;
import io.mooring.testkit.service.ServiceUnderTest;
import io.mooring.testkit.token.Tokens;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Slack is down for an hour: it answers 503 for half of it and resets connections for the rest. The hour passes in a minute or
 * two, because the clocks of both the service and its database are faked and set on less than a minute at a time: what is due
 * by either comes in its turn, and no row is touched. Breaker and retries are as they are by default.
 * {@code -Dmooring.faults=full} has 1,100 alerts wait, and the clocks set on by a quarter of a minute.
 */
class ProviderDownFaultsIT {

    private static final Logger log = LoggerFactory.getLogger(ProviderDownFaultsIT.class);
    private static final boolean FULL = "full".equals(System.getProperty("mooring.faults"));
    private static final int ALERTS = FULL ? 1_000 : 60;
    private static final int OTHERS = ALERTS / 10;
    private static final Duration OUTAGE = Duration.ofHours(1);
    private static final Duration STEP = Duration.ofSeconds(FULL ? 15 : 45);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String EMERGENCY = "The building is on fire";

    @TempDir
    private static Path folder;

    private static Providers providers;
    private static FaultyHttp front;
    private static Plans plans;
    private static FakedClock clock;
    private static PostgresServer server;
    private static ServiceUnderTest service;
    private static DeliveryRows rows;
    private static Duration ahead = Duration.ZERO;

    @BeforeAll
    static void start() throws IOException {
        providers = Providers.start();
        front = FaultyHttp.to(providers.slack.apiUrl());
        providers.toSlack.leadTo("127.0.0.1", front.uri().getPort());
        plans = new Plans();
        clock = new FakedClock(folder);
        server = PostgresServer.startTemporary(clock.environment());
        service = ServiceUnderTest.startOn(
                server.roles().createDatabase("notifier", "notifier"),
                NotifierApplication.class,
                "notifier",
                folder.resolve("notifier.log"),
                more -> clock.goBy(providers.reachedBy(more, "slack-ops"))
                        .environment("MOORING_ALERT_EMERGENCY_TO", "slack-ops")
                        // Its incident would be told beside it.
                        .property("notifier.incidents.destinations.p1", "")
                        .property("notifier.sender.breaker.pause", "30s")
                        .property("notifier.sender.breaker.longest-pause", "5m")
                        // Steps of the clock must not look like a lease that ended.
                        .property("notifier.sender.lease", "60s"));
        rows = new DeliveryRows(service.database());
    }

    @AfterAll
    static void stop() {
        service.close();
        server.close();
        plans.close();
        providers.close();
        front.close();
    }

    @Test
    void afterAnHourWithoutSlackEverythingIsToldOnceAndAnEmergencyWasToldElsewhereMeanwhile() throws Exception {
        List<String> before = plans.fail(OTHERS);
        await().atMost(PATIENCE).until(() -> providers.inSlack(before).lost() == 0 && rows.waiting() == 0);

        front.trouble(request -> true, 1, Integer.MAX_VALUE, new HttpTrouble.Answer(503));
        int toldBefore = providers.slack.posts().size();
        raiseEmergency();
        plans.fail(ALERTS);
        List<String> cameAndWent = plans.fail(OTHERS);
        plans.recover(cameAndWent);
        plans.recover(before);
        await().atMost(PATIENCE).until(() -> rows.count("subject LIKE 'alerts/%'") >= 1 + ALERTS + 3 * OTHERS);
        List<Long> attempts = letTheHourPass();
        assertThat(providers.slack.posts()).as("told in the outage").hasSize(toldBefore);
        assertThat(mailsOfTheEmergency()).as("mails that stand in for Slack").hasSize(1);
        assertThat(attempts.getLast()).as("attempts in the hour: %s", attempts).isBetween(8L, 40L);
        assertThat(rows.count("state = 'DEAD'")).isZero();

        front.peace();
        providers.toSlack.mend();
        awaitAllTold();
        log.info(
                "Counted after an hour of outage with {} attempts; {}; {} of them over; {} messages of the emergency;"
                        + " deliveries: {}",
                attempts.getLast(),
                providers.inSlack(plans.all()),
                over(before).size() + over(cameAndWent).size(),
                ofTheEmergency().size(),
                rows.states());
        providers.inSlack(plans.all()).eachExactlyOnce();
        assertThat(ofTheEmergency()).hasSize(1);
        assertThat(over(before)).as("told before, over meanwhile").hasSize(OTHERS);
        assertThat(over(cameAndWent)).as("came and went untold").hasSize(OTHERS);
        assertThat(repliesTo(cameAndWent))
                .as("words about what came and went untold")
                .isEmpty();
        assertThat(rows.count("state = 'DEAD'")).isZero();
        assertThat(rows.ask(IN_ORDER)).as("words that went before their elders").isEqualTo("0");
    }

    private static final String IN_ORDER = """
        SELECT count(*) FROM delivery a JOIN delivery b USING (conversation_id)
        WHERE a.position < b.position AND a.delivered_at > b.delivered_at\
        """;

    /** How many attempts there were after each minute of it. */
    private static List<Long> letTheHourPass() {
        List<Long> attempts = new ArrayList<>();
        long first = attempts();
        for (Duration passed = Duration.ZERO; passed.compareTo(OUTAGE) < 0; passed = passed.plus(STEP)) {
            if (passed.compareTo(OUTAGE.dividedBy(2)) >= 0) {
                providers.toSlack.cut();
            }
            step();
            attempts.add(attempts() - first);
        }
        return attempts;
    }

    /** Both clocks go on a little, and what is due then gets its chance. */
    private static void step() {
        ahead = ahead.plus(STEP);
        clock.set(ahead);
        String time = "SELECT extract(epoch FROM clock_timestamp())::bigint";
        long wanted = System.currentTimeMillis() / 1_000 + ahead.toSeconds() - 1;
        await().atMost(PATIENCE)
                .pollDelay(Duration.ofMillis(600))
                .until(() -> Long.parseLong(rows.ask(time)) >= wanted && rows.count("state = 'SENDING'") == 0);
    }

    private static long attempts() {
        return Long.parseLong(rows.ask("SELECT count(*) FROM attempt"));
    }

    private static void awaitAllTold() {
        await().atMost(PATIENCE).until(() -> {
            step();
            return providers.inSlack(plans.all()).lost() == 0 && rows.waiting() == 0;
        });
    }

    private static void raiseEmergency() throws IOException, InterruptedException {
        HttpRequest raise = HttpRequest.newBuilder(service.url("/api/v1/alerts"))
                .header("Authorization", "Bearer " + Tokens.shared().token("operator"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"severity\": \"emergency\", \"title\": \"" + EMERGENCY + "\"}"))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThat(http.send(raise, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(201);
        }
    }

    private static List<ReceivedMail> mailsOfTheEmergency() {
        return providers.mail.mails().stream()
                .filter(mail -> mail.subject().contains(EMERGENCY))
                .toList();
    }

    private static List<SlackPost> ofTheEmergency() {
        return providers.slack.posts().stream()
                .filter(post -> !post.isReply() && post.text().contains(EMERGENCY))
                .toList();
    }

    private static List<SlackPost> over(List<String> names) {
        return providers.slack.posts().stream()
                .filter(post -> !post.isReply() && (post.text() + post.blocks()).contains("Resolved"))
                .filter(post -> Plans.in(post.text()).filter(names::contains).isPresent())
                .toList();
    }

    private static List<SlackPost> repliesTo(List<String> names) {
        return providers.slack.posts().stream()
                .filter(SlackPost::isReply)
                .filter(post -> Plans.in(post.text()).filter(names::contains).isPresent())
                .toList();
    }
}
