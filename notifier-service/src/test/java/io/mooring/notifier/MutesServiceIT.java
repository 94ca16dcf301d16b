package io.mooring.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.events.maintenance.MaintenanceWindow;
import io.mooring.testkit.service.ServiceUnderTest;
import io.mooring.testkit.token.Tokens;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Silences by the API, maintenance by events: the service as a process, with real Kafka, PostgreSQL and registry. */
class MutesServiceIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private static Path logs;

    private static final HttpClient http = HttpClient.newHttpClient();
    private static MaintenanceEvents events;
    private static ServiceUnderTest service;

    @BeforeAll
    static void start() throws IOException {
        events = new MaintenanceEvents();
        service = ServiceUnderTest.start(
                NotifierApplication.class, "notifier", logs.resolve("notifier.log"), more -> more.property(
                                "notifier.inhibitions[0].name", "node down")
                        .property("notifier.inhibitions[0].source[0]", "alertname=NodeDown")
                        .property("notifier.inhibitions[0].target[0]", "service=~.+")
                        .property("notifier.inhibitions[0].equal[0]", "node"));
    }

    @AfterAll
    static void stop() {
        service.close();
        events.close();
    }

    private static void raise(String key, String component) {
        raise(key, component, "CRITICAL");
    }

    private static void raise(String key, String component, String severity) {
        Answer raised = send("POST", "/api/v1/alerts", "operator", null, """
                {"key":"%s","severity":"%s","title":"%s is wrong","text":"Look.","labels":{"component":"%s"}}
                """.formatted(key, severity, key, component));
        assertThat(raised.status()).as(raised.body().toString()).isEqualTo(201);
    }

    @Test
    void aWindowIsHeardOfMutesAndIsCompared() {
        String id = "window-" + UUID.randomUUID();
        String component = "component-" + UUID.randomUUID();
        raise(component + "/old", component);
        MaintenanceWindow window = MaintenanceEvents.window(
                "Title of " + id, component, Instant.now().plusSeconds(1_800));
        events.publish(id, MaintenanceEvents.scheduled(id, window));
        await().atMost(PATIENCE).until(() -> announcement(id, "hour-before").isPresent());
        assertThat(announcement(id, "hour-before").orElseThrow().path("subject").asString())
                .contains("starts in", "Title of " + id);
        assertThat(announcement(id, "starts").orElseThrow().path("state").asString())
                .isEqualTo("planned");
        events.publish(id, MaintenanceEvents.started(id, window));
        await().atMost(PATIENCE).until(() -> mute("items", id).isPresent());
        assertThat(mute("items", id).orElseThrow().path("mutedAlerts").asInt()).isEqualTo(1);
        raise(component + "/new", component);
        events.publish(id, MaintenanceEvents.completed(id, window));
        await().atMost(PATIENCE).until(() -> mute("ended", id).isPresent());
        JsonNode ended = mute("ended", id).orElseThrow();
        assertThat(ended.path("newFailures").toString()).contains(component + "/new");
        assertThat(ended.path("stillFailing").toString()).contains(component + "/old");
        assertThat(mute("items", id)).isEmpty();
        await().atMost(PATIENCE).until(() -> announcement(id, "done").isPresent());
    }

    @Test
    void aWindowForAllComponentsMutesAsShippedAllButWhatPeopleMustHearAllTheSame() {
        String id = "window-" + UUID.randomUUID();
        String key = "all-" + UUID.randomUUID();
        MaintenanceWindow window = MaintenanceEvents.window("Title of " + id, List.of(), Instant.now());
        events.publish(id, MaintenanceEvents.started(id, window));
        try {
            await().atMost(PATIENCE).until(() -> mute("items", id).isPresent());
            assertThat(mute("items", id).orElseThrow().path("alerts").asString())
                    .contains("not told until it is over, but for those with severity=emergency");
            raise(key + "/muted", "x");
            raise(key + "/told", "x", "EMERGENCY");
            await().atMost(PATIENCE).until(() -> held(key + "/muted"), "maintenance"::equals);
            assertThat(held(key + "/told")).isEmpty();
            assertThat(tried("\"severity\":\"critical\"")).contains("Title of " + id, "\"muted\"");
            for (String told : List.of(
                    "\"severity\":\"emergency\"", "\"severity\":\"critical\",\"eventType\":\"ThreatDetected\"")) {
                assertThat(tried(told)).contains("nothing mutes it").doesNotContain(id);
            }
        } finally {
            events.publish(id, MaintenanceEvents.completed(id, window));
            await().atMost(PATIENCE).until(() -> mute("ended", id).isPresent());
        }
        assertThat(mute("ended", id).orElseThrow().path("newFailures").toString())
                .contains(key + "/muted", key + "/told");
        await().atMost(PATIENCE).until(() -> held(key + "/muted"), String::isEmpty);
    }

    private static String held(String key) {
        return alert(key).path("held").path("kind").asString("");
    }

    private static String tried(String alert) {
        return send("POST", "/api/v1/routes/try", "viewer", null, "{" + alert + "}")
                .body()
                .toString();
    }

    private static Optional<JsonNode> announcement(String window, String kind) {
        return StreamSupport.stream(
                        get("/api/v1/announcements").body().path("items").spliterator(), false)
                .filter(one -> one.path("windowId").asString().equals(window)
                        && one.path("kind").asString().equals(kind))
                .findFirst();
    }

    private static Optional<JsonNode> mute(String list, String window) {
        return StreamSupport.stream(
                        get("/api/v1/maintenance-mutes").body().path(list).spliterator(), false)
                .filter(one -> one.path("windowId").asString().equals(window))
                .findFirst();
    }

    /** As the list of alerts shows it. */
    private static JsonNode alert(String key) {
        JsonNode found = get("/api/v1/alerts?state=open&q=" + key).body().path("items");
        assertThat(found.size()).as(key).isEqualTo(1);
        return found.get(0);
    }

    @Test
    void aSilenceIsPreviewedMadeChangedAndEndedByPeople() {
        String component = "component-" + UUID.randomUUID();
        raise(component + "/1", component);
        String matchers = "\"matchers\":[{\"label\":\"component\",\"op\":\"=\",\"value\":\"" + component + "\"}]";
        Answer preview = send("POST", "/api/v1/silences/preview", "viewer", null, "{" + matchers + "}");
        assertThat(preview.body().path("matching").size()).isEqualTo(1);
        String order = "{" + matchers + ",\"reason\":\"A disk\",\"lasts\":\"PT2H\"}";
        assertThat(send("POST", "/api/v1/silences", "viewer", null, order).status())
                .isEqualTo(403);
        Answer made = send("POST", "/api/v1/silences", "operator", null, order);
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.body().path("matching").asInt()).isEqualTo(1);
        assertThat(made.body().path("owner").asString()).isNotBlank();
        String path = "/api/v1/silences/" + made.body().path("id").asString();
        assertThat(send("PUT", path, "operator", null, order).status()).isEqualTo(428);
        raise(component + "/2", component);
        await().atMost(PATIENCE)
                .until(() -> alert(component + "/2").path("held").path("kind").asString(""), "silence"::equals);
        assertThat(alert(component + "/2").path("held").path("why").asString()).contains("A disk");
        assertThat(alert(component + "/1").path("held").isNull())
                .as("told before the silence")
                .isTrue();
        assertThat(get("/api/v1/alerts/summary").body().path("muted").asInt()).isPositive();
        Answer changed = send("PUT", path, "operator", "\"0\"", order.replace("PT2H", "PT3H"));
        assertThat(changed.status()).isEqualTo(200);
        assertThat(send("PUT", path, "operator", "\"0\"", order).status()).isEqualTo(412);
        assertThat(get("/api/v1/silences?state=active").body().toString()).contains(component);
        Answer ended = send("POST", path + "/expire", "operator", null, "");
        assertThat(ended.body().path("state").asString()).isEqualTo("expired");
        assertThat(send("POST", path + "/expire", "operator", null, "").status())
                .isEqualTo(409);
    }

    @Test
    void whatCannotBeIsRefusedInWords() {
        Answer wide = send(
                "POST",
                "/api/v1/silences",
                "operator",
                null,
                "{\"matchers\":[],\"reason\":\"Peace\",\"lasts\":\"PT2H\"}");
        assertThat(wide.status()).isEqualTo(422);
        assertThat(wide.body().path("code").asString()).isEqualTo("silence-too-wide");
        Answer wrong = send(
                "POST",
                "/api/v1/silences",
                "operator",
                null,
                "{\"matchers\":[{\"label\":\"a\",\"op\":\"=~\",\"value\":\"(\"}],\"reason\":\"\"}");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.body().toString()).contains("matchers[0]", "endsAt", "reason");
        assertThat(get("/api/v1/silences?state=lost").status()).isEqualTo(400);
        assertThat(get("/api/v1/silences/" + UUID.randomUUID()).status()).isEqualTo(404);
    }

    @Test
    void aSeverityThatIsNoneIsRefusedInTheWordsThatMayBeSent() {
        for (String path : List.of("/api/v1/alerts", "/api/v1/routes/try")) {
            Answer wrong = send("POST", path, "operator", null, "{\"severity\":\"grave\",\"title\":\"x\"}");
            assertThat(wrong.status()).as(path).isEqualTo(400);
            assertThat(wrong.body().toString())
                    .as(path)
                    .contains("\"severity\"", "one of info, warning, critical, emergency");
        }
        assertThat(send("POST", "/api/v1/routes/try", "viewer", null, "{\"severity\":\"critical\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void showsTheInhibitionsOfTheSettings() {
        assertThat(get("/api/v1/inhibitions").body().toString())
                .contains("\"node down\"", "\"alertname\"", "\"=~\"", "\"node\"");
    }

    private record Answer(int status, JsonNode body) {}

    private static Answer get(String path) {
        return send("GET", path, "viewer", null, "");
    }

    private static Answer send(String method, String path, String role, String ifMatch, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.url(path))
                .header("Authorization", "Bearer " + Tokens.shared().token(role))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            String text = response.body().isBlank() ? "{}" : response.body();
            return new Answer(response.statusCode(), JsonMapper.shared().readTree(text));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
