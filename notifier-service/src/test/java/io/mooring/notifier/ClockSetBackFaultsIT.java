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
import java.time.Duration;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service starts an hour ahead of its database, and while it waits for something the clock is set right: what was to
 * happen within seconds does, and not when the clock has come round. What ends when nobody speaks of it ends so, too, neither
 * at the jump nor an hour late.
 */
class ClockSetBackFaultsIT {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** What is due within 10 s, or 20 s of quiet, has happened by then, on a slow machine too, if it does not wait for the hour. */
    private static final Duration SOON = Duration.ofMinutes(3);

    @TempDir
    private static Path folder;

    private static final HttpClient http = HttpClient.newHttpClient();
    private static Providers providers;
    private static FakedClock clock;
    private static ServiceUnderTest service;
    private static DeliveryRows rows;

    @BeforeAll
    static void start() throws IOException {
        providers = Providers.start();
        clock = new FakedClock(folder);
        clock.set(HOUR);
        Path rules = SickComponent.rules(folder, Duration.ofSeconds(20));
        service = ServiceUnderTest.start(
                NotifierApplication.class, "notifier", folder.resolve("notifier.log"), more -> clock.goBy(
                                providers.reachedAsShippedBy(more))
                        .environment("MOORING_ALERT_RULES", rules.toString())
                        .environment("MOORING_ALERT_EMERGENCY_TO", "slack-ops")
                        .environment("MOORING_ALERT_CRITICAL_TO", "pagerduty")
                        .property("notifier.gather.call-again", "10s")
                        .property("notifier.gather.stand-in-after", "10s")
                        // A pause of Slack would have its stand-in told at once, whatever the clock says.
                        .property("notifier.sender.breaker.failures", "1000")
                        .property("notifier.incidents.opens", "")
                        .property("notifier.incidents.escalate-after.p0", "10s")
                        .property("notifier.destinations.mail-ann.channel", "email")
                        .property("notifier.destinations.mail-ann.address", "ann@example.org")
                        .property("notifier.destinations.mail-bob.channel", "email")
                        .property("notifier.destinations.mail-bob.address", "bob@example.org")
                        .property("notifier.people.ann.name", "Ann Lee")
                        .property("notifier.people.ann.destinations", "mail-ann")
                        .property("notifier.people.bob.name", "Bob")
                        .property("notifier.people.bob.destinations", "mail-bob")
                        .property("notifier.on-call.levels[0].name", "on-call")
                        .property("notifier.on-call.levels[0].person", "ann")
                        .property("notifier.on-call.levels[1].name", "team-lead")
                        .property("notifier.on-call.levels[1].person", "bob"));
        rows = new DeliveryRows(service.database());
    }

    @AfterAll
    static void stop() {
        service.close();
        providers.close();
    }

    @AfterEach
    void anHourAheadAsAtFirst() {
        providers.toSlack.mend();
        set(HOUR);
    }

    private static void set(Duration ahead) {
        clock.set(ahead);
        await().atMost(PATIENCE).until(clock::isNoticed);
    }

    @Test
    void theNextLevelOfAnIncidentIsCalledWithinSeconds() throws Exception {
        String title = "The mill stands " + UUID.randomUUID();
        send("/api/v1/incidents", "{\"title\":\"" + title + "\",\"priority\":\"p0\"}");
        soon(() -> mailed("ann@example.org", title));
        set(Duration.ZERO);
        soon(() -> mailed("bob@example.org", title));
    }

    @Test
    void anEmergencyThatIsNotDeliveredIsToldByTheStandInWithinSeconds() throws Exception {
        String title = "The building is on fire " + UUID.randomUUID();
        providers.toSlack.cut();
        raise("emergency", title);
        soon(() -> rows.count("destination = 'slack-ops' AND message::text LIKE '%" + title + "%'") == 1);
        set(Duration.ZERO);
        soon(() -> mailed("operations@example.org", title));
    }

    @Test
    void thoseWhoJoinedAMessageAreCalledForWithinSeconds() throws Exception {
        String title = "The disk is full " + UUID.randomUUID();
        raise("critical", title);
        soon(() -> logged(title, title));
        raise("critical", "Joined " + title);
        set(Duration.ZERO);
        soon(() -> logged(title, "One more alert"));
    }

    @Test
    void whatIsSpokenOfDoesNotEndWhenTheClockJumpsAhead() {
        set(Duration.ZERO);
        try (SickComponent component = new SickComponent(new BackupEvents())) {
            component.sampleEvery(Duration.ofSeconds(5));
            soon(() -> component.isOpen(rows));
            set(HOUR);
            long before = component.heard(rows);
            soon(() -> component.heard(rows) >= before + 5);
            assertThat(component.isOpen(rows)).isTrue();
            assertThat(component.episodes(rows)).isEqualTo(1);
        }
    }

    @Test
    void whatNobodySpeaksOfEndsWithinSeconds() {
        try (SickComponent component = new SickComponent(new BackupEvents())) {
            component.sample();
            soon(() -> component.isOpen(rows));
            set(Duration.ZERO);
            soon(() -> !component.isOpen(rows));
        }
    }

    private static void soon(BooleanSupplier happened) {
        await().atMost(SOON).until(happened::getAsBoolean);
    }

    private static boolean mailed(String recipient, String title) {
        return providers.mail.mails().stream()
                .anyMatch(mail ->
                        mail.recipients().contains(recipient) && mail.subject().contains(title));
    }

    private static boolean logged(String title, String words) {
        return providers.pagerDuty.incidents().stream()
                .filter(incident -> incident.title().contains(title))
                .anyMatch(incident -> incident.log().toString().contains(words));
    }

    private static void raise(String severity, String title) throws IOException, InterruptedException {
        send("/api/v1/alerts", "{\"severity\":\"" + severity + "\",\"title\":\"" + title + "\"}");
    }

    private static void send(String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(service.url(path))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + Tokens.shared().token("operator"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }
}
