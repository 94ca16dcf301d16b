package io.mooring.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.embedded.pagerduty.PagerDutyIncident;
import io.mooring.testkit.service.ServiceUnderTest;
import io.mooring.testkit.token.Tokens;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service as a process that is killed while the clocks of incidents fire: in the middle of what they write, and in the
 * commit, when all is done and nobody knows. Each level is called once and each reminder said once.
 * {@code -Dmooring.faults=full} kills twenty times, with 400 incidents.
 */
class IncidentClocksFaultsIT {

    private static final Logger log = LoggerFactory.getLogger(IncidentClocksFaultsIT.class);
    private static final boolean FULL = "full".equals(System.getProperty("mooring.faults"));
    private static final int ROUNDS = FULL ? 5 : 1;
    private static final int INCIDENTS = FULL ? 40 : 3;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final String TITLE = "The mill stands";

    @TempDir
    private static Path logs;

    private static final HttpClient http = HttpClient.newHttpClient();
    private static Providers providers;
    private static ServiceUnderTest service;
    private static DeliveryRows rows;
    private static int opened;
    private static int kills;

    /** Where it is killed. */
    enum Step {
        /** Something of what the clock does is written; nothing is committed. */
        FIRING,
        /** The database commits it, and nobody hears so. */
        COMMITTING
    }

    @BeforeAll
    static void start() throws IOException {
        providers = Providers.start();
        service = ServiceUnderTest.start(
                NotifierApplication.class, "notifier", logs.resolve("notifier.log"), more -> providers
                        .reachedBy(more, "slack-ops")
                        .property("notifier.people.ann.name", "Ann Lee")
                        .property("notifier.people.ann.destinations", "pagerduty")
                        .property("notifier.people.bob.name", "Bob")
                        .property("notifier.people.bob.destinations", "slack-ops")
                        .property("notifier.incidents.destinations.p0", "slack-ops")
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
                "Counted after {} kills, {} incidents: {} calls, {} reminders; deliveries: {}",
                kills,
                opened,
                entries("ESCALATED"),
                entries("UPDATE_DUE"),
                rows.states());
        service.close();
        providers.close();
    }

    @ParameterizedTest
    @EnumSource
    void killedWhileAClockFiresItCallsEachLevelOnceAndRemindsOnce(Step step) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            try (Halt halt = halt(step, "ESCALATED")) {
                open();
                kill(halt);
            }
            goOnUntil("ESCALATED", opened * 2 - INCIDENTS);
            try (Halt halt = halt(step, "UPDATE_DUE")) {
                rows.run("UPDATE incident_clock c SET due_at = now() FROM incident i WHERE i.id = c.incident_id"
                        + " AND i.number > (SELECT max(number) FROM incident) - " + INCIDENTS
                        + " AND i.document -> 'words' ->> 'title' = '" + TITLE + "'"
                        + " AND c.kind IN ('ESCALATION', 'UPDATE')");
                kill(halt);
            }
            goOnUntil("UPDATE_DUE", opened);
        }
        await().atMost(PATIENCE).until(() -> rows.waiting() == 0);
        assertThat(entries("ESCALATED")).isEqualTo(2L * opened);
        assertThat(rows.ask("SELECT count(*) FROM (SELECT 1 FROM incident_entry"
                        + " WHERE what IN ('ESCALATED', 'UPDATE_DUE')"
                        + " GROUP BY incident_id, words HAVING count(*) > 1) AS twice"))
                .as("said more than once")
                .isEqualTo("0");
        assertThat(providers.pagerDuty.incidents().stream()
                        .filter(incident -> incident.title().contains(TITLE))
                        .collect(Collectors.groupingBy(PagerDutyIncident::title, Collectors.counting()))
                        .values())
                .hasSize(opened)
                .containsOnly(1L);
    }

    private static Halt halt(Step step, String what) throws SQLException {
        return switch (step) {
            case FIRING -> Halt.before(service.database(), "INSERT", "incident_entry", "NEW.what = '" + what + "'");
            case COMMITTING -> Halt.inCommitAfter(service.database(), "incident", "NEW.state = 'OPEN'");
        };
    }

    private static void kill(Halt halt) {
        halt.awaitStopped(1);
        service.process().kill9();
        kills++;
    }

    private static void goOnUntil(String what, long many) {
        service.startAgain();
        await().atMost(PATIENCE).until(() -> entries(what) >= many);
    }

    private static long entries(String what) {
        // Other tests' events are in the same topics, and may open incidents of their own.
        return Long.parseLong(rows.ask(
                "SELECT count(*) FROM incident_entry e JOIN incident i ON i.id = e.incident_id WHERE e.what = '" + what
                        + "' AND i.document -> 'words' ->> 'title' = '" + TITLE + "'"));
    }

    /** The clocks of the first may fire before the last is opened. */
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
