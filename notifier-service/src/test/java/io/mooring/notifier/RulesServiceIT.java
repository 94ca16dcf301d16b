package io.mooring.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.events.audit.ActorKind;
import io.mooring.events.audit.AuditRecorded;
import io.mooring.events.common.Outcome;
import io.mooring.events.requests.RequestPriority;
import io.mooring.events.requests.ServiceRequestOpened;
import io.mooring.events.security.SecurityEvent;
import io.mooring.events.security.SecurityEventKind;
import io.mooring.schemas.TopicCatalogue;
import io.mooring.testkit.service.ServiceUnderTest;
import io.mooring.testkit.token.Tokens;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Events in, alerts out: the service as a process, killed while it listens. */
class RulesServiceIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private static Path logs;

    private static final HttpClient http = HttpClient.newHttpClient();
    private static BackupEvents events;
    private static ServiceUnderTest service;

    @BeforeAll
    static void start() {
        events = new BackupEvents();
        service = ServiceUnderTest.start(
                NotifierApplication.class, "notifier", logs.resolve("notifier.log"), more -> more);
    }

    @AfterAll
    static void stop() {
        service.close();
        events.close();
    }

    @Test
    void anEventBecomesAnAlertOnceHoweverOftenItArrives() {
        String plan = "plan-" + UUID.randomUUID();
        String id = events.publish(plan, BackupEvents.failed(plan, "The disk is full."));
        events.publishAs(id, plan, BackupEvents.failed(plan, "The disk is full."));
        events.publish(plan, BackupEvents.failed(plan, "The disk is still full."));
        await().atMost(PATIENCE).until(() -> alert(plan).path("reports").asInt() == 2);
        assertThat(alert(plan).path("title").asString()).isEqualTo("Backup of " + plan + " failed");
        assertThat(alert(plan).path("severity").asString()).isEqualTo("critical");
        assertThat(alert(plan).path("labels").path("plan").asString()).isEqualTo(plan);
    }

    @Test
    void whatPeopleAskForAndDoBecomesAlertsToo() {
        String id = UUID.randomUUID().toString();
        Instant now = Instant.now();
        events.publishIn(
                TopicCatalogue.SERVICE_REQUESTS,
                id,
                ServiceRequestOpened.newBuilder()
                        .setRequestId(id)
                        .setCategory("incident")
                        .setPriority(RequestPriority.CRITICAL)
                        .setTitle("The shop is closed")
                        .setOpenedAt(now)
                        .build());
        events.publishIn(
                TopicCatalogue.SECURITY_EVENTS,
                "o-1",
                SecurityEvent.newBuilder()
                        .setKind(SecurityEventKind.DATA_SUBJECT_REQUEST_OPENED)
                        .setOutcome(Outcome.SUCCEEDED)
                        .setSubjectRequestId(id)
                        .setOccurredAt(now)
                        .setAttributes(Map.of())
                        .build());
        events.publishIn(
                TopicCatalogue.AUDIT,
                "mooring",
                AuditRecorded.newBuilder()
                        .setOrganisationId("mooring")
                        .setActorKind(ActorKind.USER)
                        .setActor("ada")
                        .setAction("backup-purge.request")
                        .setObjectKind("backup-purge")
                        .setObjectId(id)
                        .setOutcome(Outcome.SUCCEEDED)
                        .setService("backup-service")
                        .setChanges(List.of())
                        .setOccurredAt(now)
                        .build());
        for (String key : List.of("request/" + id, "data-request/" + id, "purge/" + id)) {
            await().atMost(PATIENCE).until(() -> alertOf(key).path("state").asString(), "firing"::equals);
        }
    }

    @Test
    void whatNoAlertCanKeepIsRefusedInWords() {
        for (String path : List.of("/api/v1/alerts", "/api/v1/routes/try")) {
            Answer wrong = send(request(path, "operator")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("""
                            {"severity":"critical","title":"x","key":"a\\u0000b","labels":{"team":null,"service":"shop"}}""")));
            assertThat(wrong.status()).as(path).isEqualTo(400);
            assertThat(wrong.body().toString())
                    .as(path)
                    .contains("\"labels.team\"", "has no value", "\"key\"", "NUL")
                    .doesNotContain("labels.service");
        }
    }

    @Test
    void bytesThatAreNoEventHoldNobodyUp() {
        String plan = "plan-" + UUID.randomUUID();
        events.publish(plan, BackupEvents.failed(plan, "Before the bytes."));
        events.publishBytes(plan, ("not avro " + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8));
        events.publish(plan, BackupEvents.failed(plan, "After the bytes."));
        await().atMost(PATIENCE).until(() -> alert(plan).path("reports").asInt() == 2);
        assertThat(send(request("/api/v1/dead-letters?topic=" + BackupEvents.TOPIC + "&group=notifier", "operator")
                                .GET())
                        .body()
                        .toString())
                .contains(plan);
    }

    @Test
    void killedWhileItListensItLosesNothingAndHearsNothingTwice() {
        String plan = "plan-" + UUID.randomUUID();
        IntStream.range(0, 200).forEach(i -> events.publish(plan, BackupEvents.failed(plan, "Number " + i)));
        service.process().kill9();
        service.startAgain();
        await().atMost(PATIENCE).until(() -> alert(plan).path("reports").asInt() >= 200);
        events.publish(plan, BackupEvents.failed(plan, "The last."));
        await().atMost(PATIENCE).until(() -> alert(plan).path("reports").asInt() >= 201);
        assertThat(alert(plan).path("reports").asInt()).isEqualTo(201);
    }

    @Test
    void showsItsRulesAndTriesThem() {
        JsonNode rules = send(request("/api/v1/rules", "viewer").GET()).body().path("items");
        assertThat(rules.findValuesAsString("name")).contains("backup-failed", "threat-detected");
        assertThat(rules.get(0).path("origin").asString()).isEqualTo("built-in");
        Answer trial = attempt("""
                {"event": "BackupOverdue", "payload": {"planId": "shop", "planName": "Shop", "kind": "BACKUP",
                 "expectedAt": "2026-03-01T02:00:00Z", "graceMillis": 60000, "detectedAt": "2026-03-01T03:00:00Z"}}""", "viewer");
        assertThat(trial.status()).isEqualTo(200);
        assertThat(trial.body().path("reports").get(0).path("key").asString()).isEqualTo("overdue/backup/shop");
        assertThat(trial.body().path("rules").toString()).contains("not-matched");
        assertThat(attempt("{\"event\": \"BackupOverdue\", \"payload\": {}}", "viewer")
                        .status())
                .isEqualTo(400);
        assertThat(attempt("{}", null).status()).isEqualTo(401);
    }

    private static JsonNode alert(String plan) {
        return alertOf("backup/" + plan);
    }

    private static JsonNode alertOf(String key) {
        Answer answer = send(request("/api/v1/alerts?q=" + key, "viewer").GET());
        for (JsonNode item : answer.body().path("items")) {
            if (item.path("key").asString().equals(key)) {
                return item;
            }
        }
        return JsonMapper.shared().createObjectNode();
    }

    private static Answer attempt(String body, @Nullable String role) {
        return send(request("/api/v1/rules/try", role)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private record Answer(int status, JsonNode body) {}

    private static HttpRequest.Builder request(String path, @Nullable String role) {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.url(path));
        return role == null
                ? request
                : request.header("Authorization", "Bearer " + Tokens.shared().token(role));
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
