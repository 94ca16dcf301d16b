package io.mooring.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What becomes of an alert in the local system: who is called, what an answer does, and how it ends. */
class EmergencyIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    static Path folder;

    private static RunningSystem system;
    private static Operator operator;

    @BeforeAll
    static void start() throws Exception {
        // Nobody shall wait ten minutes for the team lead; and what one test raises shall not join what another has
        // raised.
        system = RunningSystem.start(
                folder, Map.of("NOTIFIER_INCIDENTS_ESCALATEAFTER_P1", "10s,20m", "NOTIFIER_GATHER_WITHIN", "0s"));
        operator = system.operator();
    }

    @AfterAll
    static void stop() {
        if (system != null) {
            system.close();
        }
    }

    @Test
    void anEmergencyCallsLevelAfterLevelUntilSomebodyAnswersInPagerDutyAndEndsEverywhere() {
        String alert = raise("emergency", "Orders are lost");
        String pagerDuty = conversation(alert, "pagerduty");
        StandInPage pager = system.pagerDuty();
        String called = pager.awaitArticle("Orders are lost", "triggered · critical", pagerDuty);
        String incident = incidentOf(alert).path("id").asString();
        assertThat(incidentOf(alert).path("priority").asString()).isEqualTo("p1");
        system.slackPage().awaitArticle("Orders are lost", "EMERGENCY");
        system.mailbox().awaitArticle("Orders are lost", "operations@mooring.example");
        system.mailbox().awaitArticle("You are called as on-call", "Orders are lost", "/incidents/");
        String lead = pager.awaitArticle("Orders are lost", "You are called as team-lead", "triggered");
        assertThat(lead).doesNotContain(pagerDuty);

        pager.press(called, "acknowledge");

        await().atMost(PATIENCE).until(() -> state("/alerts/" + alert), "acknowledged"::equals);
        assertThat(operator.get("/alerts/" + alert)
                        .path("acknowledgement")
                        .path("by")
                        .asString())
                .isEqualTo("Somebody with the pager (PagerDuty)");
        await().atMost(PATIENCE).until(() -> state("/incidents/" + incident), "responding"::equals);
        // Nobody is rung any longer.
        pager.awaitArticle("You are called as team-lead", "acknowledged · error");

        operator.post("/alerts/" + alert + "/resolve", "{\"note\":\"Queue repaired\"}");

        pager.awaitArticle(pagerDuty, "resolved · critical");
        system.mailbox().awaitArticle("[RESOLVED] Orders are lost", "operations@mooring.example");
        assertThat(pager.articles())
                .filteredOn(article -> article.contains(pagerDuty))
                .hasSize(1);
    }

    @Test
    void whoeverIsCalledForTheIncidentAnswersForItInPagerDuty() {
        String alert = raise("emergency", "Stock is wrong");
        StandInPage pager = system.pagerDuty();

        pager.press(pager.awaitArticle("Stock is wrong", "You are called as team-lead"), "acknowledge");

        String incident = incidentOf(alert).path("id").asString();
        await().atMost(PATIENCE).until(() -> state("/incidents/" + incident), "responding"::equals);
        assertThat(operator.get("/incidents/" + incident).path("responder").asString())
                .isEqualTo("Somebody with the pager (PagerDuty)");
    }

    @Test
    void aNoticeThatAPersonSendsReachesCustomersAndSaysNothingOfTheAlert() {
        String incident = incidentOf(raise("emergency", "The vault door is open"))
                .path("id")
                .asString();

        operator.post("/incidents/" + incident + "/customer-notice", """
                {"title":"Orders are slow","text":"We are on it and will write again","send":true}""");

        String mail = system.mailbox().awaitArticle("Orders are slow", "customers@mooring.example", "We are on it");
        assertThat(mail).doesNotContain("vault", "EMERGENCY");
        assertThat(operator.get("/incidents/" + incident)
                        .path("customerNotice")
                        .path("state")
                        .asString())
                .isEqualTo("sent");
    }

    @Test
    void whatIsResolvedInPagerDutyIsOverEverywhere() {
        String alert = raise("emergency", "Payments fail");
        StandInPage pager = system.pagerDuty();

        pager.press(pager.awaitArticle("Payments fail", conversation(alert, "pagerduty")), "resolve");

        await().atMost(PATIENCE).until(() -> state("/alerts/" + alert), "resolved"::equals);
    }

    @Test
    void lesserAlertsAreReadInSlackAndCallNobody() {
        for (String severity : List.of("warning", "info")) {
            String title = "Disk fills slowly, " + severity;
            String alert = raise(severity, title);

            system.slackPage().awaitArticle(title);

            assertThat(told(alert).values())
                    .extracting(told -> told.path("destination").asString())
                    .containsExactly("slack-ops");
            assertThat(incidents()).noneMatch(incident -> incident.toString().contains(alert));
        }
    }

    @Test
    void whatAnAlertmanagerSaysThroughTheGatewayIsTold() throws Exception {
        system.reporter("alertmanager").post("/inputs/alertmanager/alertmanager", """
                {"version":"4","status":"firing","receiver":"mooring","alerts":[{"status":"firing","fingerprint":"5d1e0e0f9c0a1b2c",
                 "labels":{"alertname":"DiskFull","severity":"critical","instance":"web-1"},"startsAt":"2026-01-01T00:00:00Z",
                 "annotations":{"summary":"The disk of web-1 is full"}}]}""");

        system.slackPage().awaitArticle("The disk of web-1 is full", "CRITICAL");
        system.mailbox().awaitArticle("The disk of web-1 is full", "operations@mooring.example");
    }

    private static String raise(String severity, String title) {
        String body = """
                {"key":"test/%1$s","severity":"%2$s","title":"%1$s","text":"Seen by hand","labels":{"service":"%1$s"}}
                """.formatted(title, severity);
        return operator.post("/alerts", body).path("id").asString();
    }

    private static JsonNode told(String alert) {
        return await().atMost(PATIENCE)
                .until(() -> operator.get("/alerts/" + alert + "/telling").path("told"), told -> !told.isEmpty());
    }

    private static String conversation(String alert, String destination) {
        return told(alert).values().stream()
                .filter(told -> told.path("destination").asString().equals(destination))
                .findFirst()
                .orElseThrow()
                .path("conversationId")
                .asString();
    }

    private static JsonNode incidentOf(String alert) {
        Predicate<JsonNode> is = incident -> incident.path("alerts").toString().contains(alert);
        return await().atMost(PATIENCE)
                .until(() -> incidents().stream().filter(is).findFirst(), found -> found.isPresent())
                .orElseThrow();
    }

    private static List<JsonNode> incidents() {
        return List.copyOf(operator.get("/incidents").path("items").values());
    }

    private static String state(String path) {
        return operator.get(path).path("state").asString();
    }
}
