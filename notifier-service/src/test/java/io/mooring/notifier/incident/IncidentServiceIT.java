package io.mooring.notifier.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.notifier.NotifierApplication;
import io.mooring.testkit.service.ServiceUnderTest;
import io.mooring.testkit.token.Tokens;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Incidents and on-call through the API of the service as a process. */
class IncidentServiceIT {

    private static final String INCIDENTS = "/api/v1/incidents";

    @TempDir
    private static Path logs;

    private static final HttpClient http = HttpClient.newHttpClient();
    private static ServiceUnderTest service;

    @BeforeAll
    static void start() throws IOException {
        service = ServiceUnderTest.start(
                NotifierApplication.class, "notifier", logs.resolve("notifier.log"), more -> more.property(
                                "notifier.people.ann.name", "Ann Lee")
                        .property("notifier.people.ann.zone", "Europe/Berlin")
                        .property("notifier.people.bob.name", "Bob")
                        .property("notifier.on-call.schedules.ops.zone", "Europe/Berlin")
                        .property("notifier.on-call.schedules.ops.layers[0].starting", "2026-01-05")
                        .property("notifier.on-call.schedules.ops.layers[0].people", "ann")
                        .property("notifier.on-call.levels[0].name", "on-call")
                        .property("notifier.on-call.levels[0].schedule", "ops")
                        .property("notifier.on-call.levels[1].name", "cto")
                        .property("notifier.on-call.levels[1].person", "bob"));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void anIncidentIsOpenedRespondedToResolvedWrittenUpAndClosed() {
        assertThat(send("POST", INCIDENTS, "viewer", "{}").status()).isEqualTo(403);
        Answer opened = send(
                "POST",
                INCIDENTS,
                "operator",
                "{\"title\": \"The shop is down\", \"summary\": \"Nobody can pay\", \"priority\": \"p1\"}");
        assertThat(opened.status()).as(opened.toString()).isEqualTo(201);
        String one = INCIDENTS + "/" + opened.body().path("id").asString();
        await().until(() -> {
            JsonNode escalation = send("GET", one, "viewer", null).body().path("escalation");
            return escalation.path("exhausted").asBoolean();
        });
        assertThat(send("GET", one + "/timeline", "viewer", null).body().toString())
                .contains("nobody-on-call", "has no destination", "escalation-exhausted");
        await().untilAsserted(() -> assertThat(
                        send("GET", one + "/timeline", "viewer", null).body().toString())
                .as("Slack is not configured")
                .contains("slack-ops was not told ", "is not configured"));
        assertThat(state(send("POST", one + "/respond", "operator", null))).isEqualTo("responding");
        assertThat(state(send("POST", one + "/update", "operator", "{\"text\": \"We look\"}")))
                .isEqualTo("responding");
        assertThat(send("POST", one + "/close", "operator", null)
                        .body()
                        .path("code")
                        .asString())
                .isEqualTo("incident-goes-on");
        assertThat(state(send("POST", one + "/resolve", "operator", "{\"summary\": \"Restarted\"}")))
                .isEqualTo("resolved");
        assertThat(send("POST", one + "/customer-notice", "operator", "{\"text\": \"Sorry\", \"send\": true}")
                        .body()
                        .path("code")
                        .asString())
                .isEqualTo("no-way-to-customers");
        send("POST", one + "/customer-notice/waive", "operator", "{\"why\": \"Nobody noticed\"}");
        JsonNode draft = send("GET", one + "/post-mortem", "viewer", null).body();
        assertThat(draft.path("state").asString()).isEqualTo("due");
        assertThat(draft.path("markdown").asString()).contains("Restarted", "## Timeline");
        String text = "{\"markdown\": \"# What we learned\"}";
        assertThat(send("PUT", one + "/post-mortem", "operator", text).status()).isEqualTo(428);
        assertThat(put(one + "/post-mortem", text, "\"7\"").status()).isEqualTo(412);
        assertThat(put(one + "/post-mortem", text, "\"0\"").body().path("state").asString())
                .isEqualTo("draft");
        assertThat(send("POST", one + "/post-mortem/done", "operator", null)
                        .body()
                        .path("state")
                        .asString())
                .isEqualTo("done");
        assertThat(state(send("POST", one + "/close", "operator", null))).isEqualTo("closed");
        assertRefused("incident-is-over", send("POST", one + "/customer-notice/waive", "operator", "{\"why\": \"x\"}"));
        JsonNode p1 = send("GET", INCIDENTS + "/statistics?days=7", "viewer", null)
                .body()
                .path("byPriority")
                .path("p1");
        assertThat(p1.path("responseMet").asInt()).isEqualTo(1);
        assertThat(send("GET", INCIDENTS + "?state=closed&priority=p1", "viewer", null)
                        .body()
                        .path("items")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void whatIsHandedBackGoesOnAndMustBeRespondedToAgain() {
        Answer opened = send("POST", INCIDENTS, "operator", "{\"title\": \"The mill stands\", \"priority\": \"p2\"}");
        String one = INCIDENTS + "/" + opened.body().path("id").asString();
        assertThat(send("POST", one + "/hand-back", "operator", null)
                        .body()
                        .path("code")
                        .asString())
                .isEqualTo("incident-not-responded");
        Answer taken = send("POST", one + "/respond", "operator", null);
        assertThat(taken.body().path("respondedAt").asString("")).isNotEmpty();
        Answer back = send("POST", one + "/hand-back", "operator", "{\"note\": \"The wrong one\"}");
        assertThat(state(back)).isEqualTo("open");
        assertThat(back.body().path("respondedAt").isNull()).isTrue();
        assertThat(back.body().path("firstRespondedAt")).isEqualTo(taken.body().path("firstRespondedAt"));
        assertThat(send("POST", one + "/hand-back", "viewer", null).status()).isEqualTo(403);
        assertThat(send("GET", INCIDENTS + "?state=going-on&priority=p2", "viewer", null)
                        .body()
                        .toString())
                .contains("The mill stands");
        assertRefused(
                "notice-not-required", send("POST", one + "/customer-notice/waive", "operator", "{\"why\": \"x\"}"));
        send("POST", one + "/resolve", "operator", "{\"summary\": \"It runs\"}");
        assertThat(send("GET", INCIDENTS + "?state=going-on&priority=p2", "viewer", null)
                        .body()
                        .path("items"))
                .isEmpty();
    }

    @Test
    void whatPrioritiesMeanIsWhatSettingsSay() {
        JsonNode items =
                send("GET", INCIDENTS + "/priorities", "viewer", null).body().path("items");
        assertThat(items.findValuesAsString("priority")).containsExactly("p0", "p1", "p2", "p3");
        assertThat(items.get(0).path("respondWithinSeconds").asLong()).isEqualTo(300);
        assertThat(items.get(3).path("respondWithinSeconds").isNull()).isTrue();
    }

    @Test
    void everythingThatIsWrongWithARequestIsToldAtOnce() {
        Answer refused = send(
                "POST",
                INCIDENTS,
                "operator",
                "{\"title\": \"\", \"summary\": \"" + "x".repeat(5_000) + "\", \"priority\": \"urgent\"}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().toString())
                .contains("\"field\":\"title\"", "\"field\":\"summary\"", "\"field\":\"priority\"");
        String any = INCIDENTS + "/00000000-0000-0000-0000-000000000001";
        assertThat(send("POST", any + "/priority", "operator", "{}").body().toString())
                .contains("\"field\":\"priority\"", "\"field\":\"why\"");
        assertThat(send("POST", any + "/role", "operator", "{\"person\": \"\"}")
                        .body()
                        .toString())
                .contains("\"field\":\"role\"", "\"field\":\"person\"");
        assertThat(send("POST", any + "/customer-notice", "operator", "{\"title\": \"\"}")
                        .body()
                        .toString())
                .contains("\"field\":\"title\"", "\"field\":\"text\"");
    }

    @Test
    void anAlertNamesItsIncidents() {
        Answer raised = send(
                "POST", "/api/v1/alerts", "operator", "{\"title\": \"The lamp is out\", \"severity\": \"warning\"}");
        assertThat(raised.body().path("incidents")).isEmpty();
        String alert = raised.body().path("id").asString();
        Answer opened = send(
                "POST",
                INCIDENTS,
                "operator",
                "{\"title\": \"It is dark\", \"priority\": \"p3\", \"alerts\": [\"" + alert + "\"]}");
        JsonNode incidents =
                send("GET", "/api/v1/alerts/" + alert, "viewer", null).body().path("incidents");
        assertThat(incidents).hasSize(1);
        JsonNode incident = incidents.get(0);
        assertThat(incident.path("id")).isEqualTo(opened.body().path("id"));
        assertThat(incident.path("number")).isEqualTo(opened.body().path("number"));
        assertThat(incident.path("title").asString()).isEqualTo("It is dark");
        assertThat(incident.path("priority").asString()).isEqualTo("p3");
        assertThat(incident.path("state").asString()).isEqualTo("open");
    }

    @Test
    void aCoverThatIsAskedForTwiceWithOneKeyIsArrangedOnce() {
        String wish = "{\"schedule\": \"ops\", \"person\": \"bob\", \"from\": \""
                + java.time.Instant.now().plus(Duration.ofDays(3)) + "\", \"to\": \""
                + java.time.Instant.now().plus(Duration.ofDays(4)) + "\", \"reason\": \"A holiday\"}";
        Answer first = arrange(wish, "cover-1");
        Answer second = arrange(wish, "cover-1");
        assertThat(first.status()).as(first.toString()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.body().path("id")).isEqualTo(first.body().path("id"));
        assertThat(arrange(wish.replace("holiday", "wedding"), "cover-1").status())
                .isEqualTo(422);
    }

    private static Answer arrange(String wish, String key) {
        return send(request("/api/v1/on-call/overrides", "operator")
                .header("Idempotency-Key", "\"" + key + "\"")
                .POST(HttpRequest.BodyPublishers.ofString(wish)));
    }

    @Test
    void badRequestsAreAnsweredInWords() {
        assertThat(send("POST", INCIDENTS, "operator", "{\"title\": \"x\", \"priority\": \"p9\"}")
                        .body()
                        .toString())
                .contains("is none of p0, p1, p2, p3");
        assertThat(send("GET", INCIDENTS + "/00000000-0000-0000-0000-000000000001", "viewer", null)
                        .body()
                        .toString())
                .contains("unknown-incident");
        assertThat(send(
                                "POST",
                                INCIDENTS,
                                "operator",
                                "{\"title\": \"x\", \"priority\": \"p3\", \"alerts\":"
                                        + " [\"00000000-0000-0000-0000-000000000001\"]}")
                        .body()
                        .toString())
                .contains("unknown-alert");
        assertThat(send("GET", INCIDENTS + "?state=lost", "viewer", null).status())
                .isEqualTo(400);
        assertThat(send("GET", "/api/v1/on-call?at=yesterday", "viewer", null).status())
                .isEqualTo(400);
    }

    @Test
    void aCoverIsSeenInWhoIsOnCallUntilItIsTakenBack() {
        assertThat(onCall()).contains("\"because\":\"rotation\"", "\"name\":\"Ann Lee\"", "\"because\":\"person\"");
        Answer arranged = send(
                "POST",
                "/api/v1/on-call/overrides",
                "operator",
                "{\"schedule\": \"ops\", \"person\": \"bob\", \"from\": \"2026-01-05T08:00:00Z\", \"to\": \""
                        + java.time.Instant.now().plusSeconds(3_600) + "\", \"reason\": \"A wedding\"}");
        assertThat(arranged.body().toString()).as("a cover of 92 days at most").contains("92 days");
        arranged = send(
                "POST",
                "/api/v1/on-call/overrides",
                "operator",
                "{\"schedule\": \"ops\", \"person\": \"bob\", \"from\": \""
                        + java.time.Instant.now().minusSeconds(60) + "\", \"to\": \""
                        + java.time.Instant.now().plusSeconds(3_600) + "\", \"reason\": \"A wedding\"}");
        assertThat(arranged.status()).as(arranged.toString()).isEqualTo(201);
        assertThat(arranged.body().path("covers").toString()).isEqualTo("[\"ann\"]");
        assertThat(onCall()).contains("\"because\":\"override\"");
        String one = "/api/v1/on-call/overrides/" + arranged.body().path("id").asString();
        assertThat(send("DELETE", one, "operator", null).status()).isEqualTo(204);
        assertThat(send("DELETE", one, "operator", null).status()).isEqualTo(404);
        assertThat(onCall()).doesNotContain("override");
        assertThat(send("GET", "/api/v1/on-call/schedules/ops/shifts", "viewer", null)
                        .body()
                        .path("items")
                        .size())
                .isPositive();
    }

    private static String onCall() {
        return send("GET", "/api/v1/on-call", "viewer", null).body().toString();
    }

    private static String state(Answer answer) {
        return answer.body().path("state").asString(answer.toString());
    }

    private static void assertRefused(String code, Answer answer) {
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body().path("code").asString()).isEqualTo(code);
    }

    private record Answer(int status, JsonNode body) {}

    private static Answer put(String path, String body, String ifMatch) {
        return send(
                request(path, "operator").header("If-Match", ifMatch).PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static Answer send(String method, String path, String role, String body) {
        return send(request(path, role)
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body)));
    }

    private static HttpRequest.Builder request(String path, String role) {
        return HttpRequest.newBuilder(service.url(path))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + Tokens.shared().token(role));
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            String body = response.body().isBlank() ? "{}" : response.body();
            return new Answer(response.statusCode(), JsonMapper.shared().readTree(body));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
