package io.mooring.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.testkit.service.ServiceUnderTest;
import io.mooring.testkit.token.Tokens;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service as a process that is killed while it notes that calls did not arrive: nobody of the first level can be reached, and
 * of the second a stand-in alone. The next level is called once, so is the stand-in, and each failure is said once.
 * {@code -Dmooring.faults=full} kills twenty times, with 400 incidents.
 */
class IncidentCallsFaultsIT {

    private static final Logger log = LoggerFactory.getLogger(IncidentCallsFaultsIT.class);
    private static final boolean FULL = "full".equals(System.getProperty("mooring.faults"));
    private static final int ROUNDS = FULL ? 10 : 1;
    private static final int INCIDENTS = FULL ? 20 : 3;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final String TITLE = "The kiln is cold";

    @TempDir
    private static Path logs;

    private static final HttpClient http = HttpClient.newHttpClient();
    private static Providers providers;
    private static ServiceUnderTest service;
    private static DeliveryRows rows;
    private static int opened;

    /** Where it is killed. */
    enum Step {
        /** That a call failed is being written; nothing is committed. */
        NOTING,
        /** The database commits that the stand-in is called, and nobody hears so. */
        COMMITTING
    }

    @BeforeAll
    static void start() throws IOException {
        providers = Providers.start();
        service = ServiceUnderTest.start(
                NotifierApplication.class, "notifier", logs.resolve("notifier.log"), more -> providers
                        .reachedBy(more, "slack-ops")
                        // Without a secret nothing can be sent there.
                        .property("notifier.destinations.page-ann.channel", "slack-webhook")
                        .property("notifier.destinations.page-bob.channel", "slack-webhook")
                        .property("notifier.destinations.page-bob.stand-in", "slack-ops")
                        .property("notifier.people.ann.name", "Ann Lee")
                        .property("notifier.people.ann.destinations", "page-ann")
                        .property("notifier.people.bob.name", "Bob")
                        .property("notifier.people.bob.destinations", "page-bob")
                        .property("notifier.incidents.destinations.p0", "slack-ops")
                        // Whoever does not respond in time is told so: those calls are none of these.
                        .property("notifier.incidents.respond-within.p0", "12h")
                        .property("notifier.on-call.levels[0].name", "on-call")
                        .property("notifier.on-call.levels[0].person", "ann")
                        .property("notifier.on-call.levels[1].name", "team-lead")
                        .property("notifier.on-call.levels[1].person", "bob"));
        rows = new DeliveryRows(service.database());
        rows.withoutPace();
    }

    @AfterAll
    static void stop() {
        log.info(
                "Counted after {} kills, {} incidents: {} calls, {} conversations in Slack; deliveries: {}",
                ROUNDS * Step.values().length,
                opened,
                entries("e.what = 'ESCALATED'"),
                begunInSlack(),
                rows.states());
        service.close();
        providers.close();
    }

    @ParameterizedTest
    @EnumSource
    void killedWhileItNotesThatCallsFailedItCallsEachStandInAndEachLevelOnce(Step step) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            try (Halt halt = halt(step)) {
                open();
                halt.awaitStopped(1);
                service.process().kill9();
            }
            service.startAgain();
            await().atMost(PATIENCE).until(() -> arrivedInPlace() >= opened);
        }
        await().atMost(PATIENCE).until(() -> rows.waiting() == 0);
        assertThat(entries("e.what = 'ESCALATED'")).isEqualTo(2L * opened);
        assertThat(entries("e.what = 'NOT_TOLD'"))
                .as("of either pager, and that nobody was reached at the first level")
                .isEqualTo(3L * opened);
        assertThat(arrivedInPlace()).isEqualTo(opened);
        assertThat(begunInSlack())
                .as("by the channel, and in place of the pager")
                .isEqualTo(2L * opened);
    }

    private static Halt halt(Step step) throws SQLException {
        return switch (step) {
            case NOTING -> Halt.before(service.database(), "INSERT", "incident_entry", "NEW.what = 'NOT_TOLD'");
            case COMMITTING ->
                Halt.inCommitAfter(
                        service.database(), "incident_call", "NEW.state = 'FAILED' AND NEW.destination = 'page-bob'");
        };
    }

    private static long arrivedInPlace() {
        return entries("e.what = 'TOLD' AND e.words LIKE 'slack-ops is told in place of page-bob%'");
    }

    private static long begunInSlack() {
        return providers.slack.posts().stream()
                .filter(post -> !post.isReply() && post.text().contains(TITLE))
                .count();
    }

    private static long entries(String which) {
        // Other tests' events are in the same topics, and may open incidents of their own.
        return Long.parseLong(
                rows.ask("SELECT count(*) FROM incident_entry e JOIN incident i ON i.id = e.incident_id WHERE " + which
                        + " AND i.document -> 'words' ->> 'title' = '" + TITLE + "'"));
    }

    private static void open() throws IOException, InterruptedException {
        for (int i = 0; i < INCIDENTS; i++) {
            HttpRequest request = HttpRequest.newBuilder(service.url("/api/v1/incidents"))
                    .header("Content-Type", "application/json")
                    .header("Authorization", "Bearer " + Tokens.shared().token("operator"))
                    .POST(HttpRequest.BodyPublishers.ofString("{\"title\": \"" + TITLE + "\", \"priority\": \"p0\"}"))
                    .build();
            assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(201);
            opened++;
        }
    }
}
