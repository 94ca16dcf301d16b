package io.mooring.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.embedded.slack.SlackFault;
import io.mooring.embedded.slack.SlackStandIn;
import io.mooring.testkit.process.JsonLog;
import io.mooring.testkit.service.ServiceUnderTest;
import io.mooring.testkit.service.TopicReader;
import io.mooring.testkit.token.Tokens;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Event in, Slack message out: the service as a process, with real Kafka, PostgreSQL and registry, killed where it hurts. */
class NotifierServiceIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String CHANNEL = "C0123456789";

    @TempDir
    private static Path logs;

    private static final HttpClient http = HttpClient.newHttpClient();
    private static SlackStandIn slack;
    private static BackupEvents events;
    private static ServiceUnderTest service;

    @BeforeAll
    static void start() throws IOException {
        slack = SlackStandIn.start(0, "xoxb-test");
        events = new BackupEvents();
        service = ServiceUnderTest.start(
                NotifierApplication.class, "notifier", logs.resolve("notifier.log"), more -> more.environment(
                                "MOORING_SLACK_URL", slack.apiUrl().toString())
                        .environment("MOORING_SLACK_TOKEN", "xoxb-test")
                        .environment("MOORING_SLACK_CHANNEL", CHANNEL)
                        .environment("MOORING_ALERT_INFO_TO", "slack-ops")
                        .property(JsonLog.PROPERTY, JsonLog.CONFIGURATION)
                        // Each alert has a message of its own.
                        .property("notifier.gather.within", "0s")
                        .property("notifier.gather.storm-at", "1000000")
                        .property("notifier.slack.every", "0s")
                        .property("notifier.sender.lease", "6s")
                        .property("notifier.slack.timeout", "1s"));
    }

    @AfterAll
    static void stop() {
        service.close();
        events.close();
        slack.close();
    }

    @Test
    void aFailedBackupIsHeardInSlackOnceHoweverOftenTheEventArrives() {
        String plan = "plan-" + UUID.randomUUID();
        String id = events.publish(plan, BackupEvents.failed(plan, "The disk is full."));
        events.publishAs(id, plan, BackupEvents.failed(plan, "The disk is full."));
        String last = "plan-" + UUID.randomUUID();
        // Of the same key, and so behind the duplicate.
        events.publish(plan, BackupEvents.failed(last, "Another."));
        await().atMost(PATIENCE).until(() -> messagesAbout(last).size() == 1);
        assertThat(messagesAbout(plan)).singleElement().asString().contains("failed");
    }

    @Test
    void theAttemptBelongsToTheTraceAndCorrelationIdOfTheEvent() {
        String trace = UUID.randomUUID().toString().replace("-", "");
        String plan = "plan-" + UUID.randomUUID();
        String id = UUID.randomUUID().toString();
        slack.next(new SlackFault.Answers(503));
        events.publishAs(id, plan, BackupEvents.failed(plan, "Traced."), "00-" + trace + "-00f067aa0ba902b7-01");
        await().atMost(PATIENCE).until(() -> state(plan).equals("delivered"));
        JsonNode delivery = delivery(plan);
        assertThat(delivery.path("traceId").asString()).isEqualTo(trace);
        assertThat(delivery.path("correlationId").asString()).isEqualTo("correlation-" + id);
        List<JsonLog.Line> lines = linesAbout(delivery.path("id").asString());
        assertThat(lines)
                .extracting(JsonLog.Line::message)
                .as("by the first attempt, by the second")
                .anyMatch(line -> line.contains("UNKNOWN"))
                .anyMatch(line -> line.contains("DELIVERED"));
        assertThat(lines).extracting(JsonLog.Line::traceId).containsOnly(trace);
        assertThat(lines).extracting(JsonLog.Line::correlationId).containsOnly("correlation-" + id);
    }

    @Test
    void anEventWithAMalformedTraceIsToldInATraceOfItsOwn() {
        String plan = "plan-" + UUID.randomUUID();
        events.publishAs(UUID.randomUUID().toString(), plan, BackupEvents.failed(plan, "Untraced."), "00-my-trace");
        await().atMost(PATIENCE).until(() -> state(plan).equals("delivered"));
        JsonNode delivery = delivery(plan);
        assertThat(delivery.path("traceId").asString()).matches("[0-9a-f]{32}");
        assertThat(linesAbout(delivery.path("id").asString()))
                .extracting(JsonLog.Line::traceId)
                .containsOnly(delivery.path("traceId").asString());
    }

    /** Once there is one of its end. */
    private static List<JsonLog.Line> linesAbout(String delivery) {
        return await().atMost(PATIENCE)
                .until(
                        () -> JsonLog.of(service.process().output()).stream()
                                .filter(line -> line.message().contains(delivery))
                                .toList(),
                        lines -> lines.stream().anyMatch(line -> line.message().contains("DELIVERED")));
    }

    @Test
    void aRecordThatIsNotAvroIsKeptAsADeadLetterAndTheNextOneIsHeard() {
        byte[] bytes = ("not avro " + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8);
        String plan = "plan-" + UUID.randomUUID();
        // With its key, and so behind it in its partition.
        events.publishBytes(plan, bytes);
        events.publish(plan, BackupEvents.failed(plan, "After the bytes."));
        await().atMost(PATIENCE).until(() -> messagesAbout(plan).size() == 1);
        try (TopicReader letters = new TopicReader(BackupEvents.TOPIC + ".notifier.dlt")) {
            assertThat(await().atMost(PATIENCE)
                            .until(
                                    () -> letters.matching(letter -> plan.equals(letter.key())),
                                    kept -> !kept.isEmpty()))
                    .singleElement()
                    .satisfies(letter -> assertThat(letter.value()).isEqualTo(bytes));
        }
        assertThat(get("/api/v1/dead-letters?topic=" + BackupEvents.TOPIC + "&group=notifier", "operator")
                        .body()
                        .toString())
                .contains(plan);
    }

    @Test
    void killedAfterSlackHasItAndBeforeItKnowsItSendsNothingTwiceAndLosesNothing() {
        String plan = "plan-" + UUID.randomUUID();
        slack.next(new SlackFault.PostsThenHangs());
        events.publish(plan, BackupEvents.failed(plan, "Killed in the middle."));
        await().atMost(PATIENCE).until(() -> messagesAbout(plan).size() == 1);
        service.process().kill9();
        service.startAgain();
        String next = "plan-" + UUID.randomUUID();
        events.publish(next, BackupEvents.failed(next, "After the restart."));
        await().atMost(PATIENCE).until(() -> messagesAbout(next).size() == 1);
        await().atMost(PATIENCE).until(() -> state(plan).equals("delivered"));
        assertThat(messagesAbout(plan)).hasSize(1);
    }

    @Test
    void errorsLimitsAndCutsOfSlackLoseNothingAndDoubleNothing() {
        String plan = "plan-" + UUID.randomUUID();
        slack.next(new SlackFault.Answers(503), new SlackFault.RateLimited(1), new SlackFault.Cuts());
        events.publish(plan, BackupEvents.failed(plan, "Slack was away."));
        await().atMost(PATIENCE).until(() -> state(plan).equals("delivered"));
        assertThat(messagesAbout(plan)).hasSize(1);
        JsonNode delivery = get(
                        "/api/v1/deliveries/" + delivery(plan).path("id").asString(), "viewer")
                .body();
        assertThat(delivery.path("attempts").size()).isGreaterThanOrEqualTo(4);
    }

    @Test
    void whatSlackRefusesIsDeadUntilAPersonRetries() {
        String plan = "plan-" + UUID.randomUUID();
        slack.next(new SlackFault.Refuses("invalid_blocks"));
        events.publish(plan, BackupEvents.failed(plan, "Refused at first."));
        await().atMost(PATIENCE).until(() -> state(plan).equals("dead"));
        String path = "/api/v1/deliveries/" + delivery(plan).path("id").asString();
        assertThat(post(path + "/retry", "viewer").status()).isEqualTo(403);
        assertThat(post(path + "/retry", "operator").status()).isEqualTo(202);
        await().atMost(PATIENCE).until(() -> state(plan).equals("delivered"));
        Answer again = post(path + "/drop", "operator");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.body().path("code").asString()).isEqualTo("delivery-not-dead");
    }

    @Test
    void everyDestinationSaysHowItFaresAndCanBeTested() {
        String list = get("/api/v1/destinations", "viewer").body().toString();
        assertThat(list).contains("\"slack-ops\"", "\"email-ops\"", "not-configured", CHANNEL);
        assertThat(post("/api/v1/destinations/slack-ops/test", "viewer").status())
                .isEqualTo(403);
        assertThat(post("/api/v1/destinations/nowhere/test", "operator")
                        .body()
                        .path("code")
                        .asString())
                .isEqualTo("unknown-destination");
        Answer test = post("/api/v1/destinations/slack-ops/test", "operator");
        assertThat(test.status()).isEqualTo(202);
        String path = "/api/v1/deliveries/" + test.body().path("id").asString();
        await().atMost(PATIENCE)
                .until(() -> get(path, "viewer").body().path("state").asString().equals("delivered"));
        assertThat(messagesAbout("Test message to slack-ops")).hasSize(1);
        assertThat(post("/api/v1/deliveries/retry", "operator").body().toString())
                .contains("\"retried\":", "\"overtaken\":", "\"nothingLeft\":");
    }

    @Test
    void whatIsNoDestinationIsNotRetriedAndAuditedAsIfItWere() {
        Answer unknown = retryAll("{\"destination\":\"slack-opps\"}");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.body().path("code").asString()).isEqualTo("unknown-destination");
        assertThat(unknown.body().path("detail").asString()).contains("slack-opps", "dropped, one by one");
        for (String body : List.of(
                "{\"destination\":\"a\\u0000b\"}",
                "{\"destination\":\"\"}",
                "{\"destinations\":\"slack-ops\"}",
                "{\"destination\":[\"slack-ops\"]}",
                "[]",
                "{")) {
            assertThat(retryAll(body).status()).as(body).isEqualTo(400);
        }
        assertThat(retryAll("{\"destination\":\"\"}").body().path("detail").asString())
                .contains("names no destination");
        assertThat(retryAll("{\"destination\":\"slack-ops\"}").status()).isEqualTo(202);
        assertThat(retryAll("{\"destination\":null}").status()).isEqualTo(202);
        assertThat(get("/api/v1/deliveries?destination=a%00b", "viewer").status())
                .isEqualTo(400);
    }

    private static Answer retryAll(String body) {
        return send(request("/api/v1/deliveries/retry", "operator")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    @Test
    void countsItsDeliveriesForPrometheus() {
        await().atMost(PATIENCE).until(() -> text("/actuator/prometheus").contains("mooring_notifier_deliveries"));
        assertThat(text("/actuator/prometheus")).doesNotContain("mooring_notifier_deliveries{state=\"dead\"} NaN");
    }

    @Test
    void whatWentWellCanBeReadAsNews() {
        String plan = "plan-" + UUID.randomUUID();
        events.publish(plan, BackupEvents.completed(plan));
        await().atMost(PATIENCE)
                .until(() -> get("/api/v1/news?q=" + plan, "viewer").body().path("items"), found -> found.size() == 1);
        JsonNode one = get("/api/v1/news?limit=1&q=" + plan, "viewer")
                .body()
                .path("items")
                .path(0);
        assertThat(one.path("eventType").asString()).isEqualTo("BackupCompleted");
        assertThat(one.path("title").asString()).contains("completed");
        assertThat(one.path("facts")).isNotEmpty();
        assertThat(one.path("severity").asString()).isEqualTo("info");
        assertThat(get("/api/v1/news?severity=warning&q=" + plan, "viewer")
                        .body()
                        .path("items"))
                .isEmpty();
    }

    @Test
    void badRequestsAreAnsweredInWords() {
        assertThat(get("/api/v1/deliveries", null).status()).isEqualTo(401);
        Answer unknown = get("/api/v1/deliveries/" + UUID.randomUUID(), "viewer");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.body().path("code").asString()).isEqualTo("unknown-delivery");
        assertThat(get("/api/v1/deliveries/no-uuid", "viewer").status()).isEqualTo(400);
        assertThat(get("/api/v1/deliveries?state=lost", "viewer").body().toString())
                .contains("is none of");
        assertThat(get("/api/v1/deliveries?cursor=forged", "viewer").status()).isEqualTo(400);
        assertThat(get("/api/v1/channels", "viewer").body().toString()).contains("\"slack\"");
        assertThat(get("/api/v1/news", null).status()).isEqualTo(401);
        assertThat(get("/api/v1/news?digest=none", "viewer").status()).isEqualTo(400);
        assertThat(get("/api/v1/news?cursor=forged", "viewer").status()).isEqualTo(400);
        assertThat(get("/api/v1/news?severity=bad", "viewer").body().toString()).contains("is none of info");
    }

    private static List<String> messagesAbout(String plan) {
        return slack.posts().stream()
                .map(post -> post.text())
                .filter(text -> text.contains(plan))
                .toList();
    }

    private static String state(String plan) {
        return delivery(plan).path("state").asString("");
    }

    private static JsonNode delivery(String plan) {
        for (JsonNode item : get("/api/v1/deliveries", "viewer").body().path("items")) {
            if (item.path("title").asString().contains(plan)) {
                return item;
            }
        }
        return JsonMapper.shared().createObjectNode();
    }

    private static String text(String path) {
        try {
            return http.send(request(path, "admin").GET().build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Answer(int status, JsonNode body) {}

    private static Answer get(String path, String role) {
        return send(request(path, role).GET());
    }

    private static Answer post(String path, String role) {
        return send(request(path, role).POST(HttpRequest.BodyPublishers.noBody()));
    }

    private static HttpRequest.Builder request(String path, String role) {
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
