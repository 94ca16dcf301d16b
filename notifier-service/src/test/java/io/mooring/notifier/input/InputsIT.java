package io.mooring.notifier.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.notifier.alert.AlertChange;
import io.mooring.notifier.alert.AlertChange.What;
import io.mooring.notifier.alert.AlertState;
import io.mooring.notifier.alert.Severity;
import io.mooring.testkit.token.Tokens;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Messages by HTTP, alerts in a real database. */
class InputsIT {

    private static final HttpClient http = HttpClient.newHttpClient();
    private static final String BEARER = "Bearer " + Sample.TOKEN;
    private static InputService service;

    @BeforeAll
    static void start() {
        Map<String, String> settings = new HashMap<>();
        for (String input : List.of(
                "alertmanager:am",
                "alertmanager:watched",
                "alertmanager:stranger",
                "grafana:graf",
                "cloudevents:shop",
                "alertmanager:storm",
                "pagerduty:lossy",
                "pagerduty:pager")) {
            String[] parts = input.split(":");
            settings.put(parts[1] + ".kind", parts[0]);
            settings.put(parts[1] + ".token", Sample.TOKEN);
        }
        settings.put("stranger.user", "prometheus");
        settings.put("stranger.password", "another-secret-word");
        settings.put("watched.expected-every", "60s");
        settings.put("watched.grace", "10s");
        settings.put("watched.heartbeat-alert", "Watchdog");
        service = InputService.start(settings);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private record Answer(int status, JsonNode body, java.net.http.HttpHeaders headers) {

        String code() {
            return body.path("code").asString("");
        }
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            String body = answer.body().isBlank() ? "{}" : answer.body();
            return new Answer(answer.statusCode(), JsonMapper.shared().readTree(body), answer.headers());
        } catch (IOException | InterruptedException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(service.url("/api/v1/inputs" + path)).header("Authorization", BEARER);
    }

    private static Answer post(String path, String body) {
        return send(to(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    private static JsonNode get(String path) {
        Answer answer = send(HttpRequest.newBuilder(service.url("/api/v1/inputs" + path))
                .header("Authorization", "Bearer " + Tokens.shared().token("viewer")));
        assertThat(answer.status()).isEqualTo(200);
        return answer.body();
    }

    private static JsonNode input(String name) {
        for (JsonNode item : get("").path("items")) {
            if (item.path("name").asString().equals(name)) {
                return item;
            }
        }
        throw new AssertionError("No input " + name);
    }

    /** One alert of its own, firing; its end by {@link #resolved}. */
    private static String firing(String fingerprint, String startsAt) {
        return """
                {"version":"4","groupKey":"g","status":"firing","alerts":[{"status":"firing","labels":{"alertname":"A","severity":"critical"},
                "annotations":{"summary":"It is wrong"},"startsAt":"%s","endsAt":"0001-01-01T00:00:00Z","fingerprint":"%s"}]}
                """.formatted(startsAt, fingerprint);
    }

    private static String resolved(String fingerprint, String startsAt, String endsAt) {
        return firing(fingerprint, startsAt).replace("firing", "resolved").replace("0001-01-01T00:00:00Z", endsAt);
    }

    private static String print() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    }

    @Test
    void whatAlertmanagerRepeatsIsHeardAgainAndIsNoNews() {
        String print = print();
        String message = firing(print, "2026-01-01T10:00:00Z");
        for (int i = 0; i < 3; i++) {
            assertThat(post("/am/alertmanager", message).status()).isEqualTo(200);
        }
        assertThat(service.alerts().whats("input/am/" + print)).containsExactly(What.RAISED);
        post("/am/alertmanager", resolved(print, "2026-01-01T10:00:00Z", "2026-01-01T11:00:00Z"));
        assertThat(service.alerts().whats("input/am/" + print)).containsExactly(What.RAISED, What.RESOLVED);
        assertThat(service.alerts().about("input/am/" + print).getLast().after().reports())
                .isEqualTo(3);
    }

    @Test
    void anOldEndThatComesAgainDoesNotEndTheNextEpisode() {
        String print = print();
        String key = "input/am/" + print;
        String end = resolved(print, "2026-01-01T10:00:00Z", "2026-01-01T11:00:00Z");
        post("/am/alertmanager", firing(print, "2026-01-01T10:00:00Z"));
        post("/am/alertmanager", end);
        post("/am/alertmanager", firing(print, "2026-01-01T12:00:00Z"));
        post("/am/alertmanager", end);
        post("/am/alertmanager", resolved(print, "2026-01-01T10:00:00Z", "2026-01-01T12:30:00Z"));
        assertThat(service.alerts().whats(key)).containsExactly(What.RAISED, What.RESOLVED, What.RAISED);
        post("/am/alertmanager", firing(print, "2026-01-01T12:00:00Z"));
        post("/am/alertmanager", resolved(print, "2026-01-01T12:00:00Z", "2026-01-01T13:00:00Z"));
        assertThat(service.alerts().whats(key)).endsWith(What.RESOLVED);
    }

    @Test
    void whatFiresAgainWithTheSameBeginningIsRaisedAgain() {
        String print = print();
        post("/am/alertmanager", firing(print, "2026-01-01T10:00:00Z"));
        post("/am/alertmanager", resolved(print, "2026-01-01T10:00:00Z", "2026-01-01T11:00:00Z"));
        post("/am/alertmanager", firing(print, "2026-01-01T10:00:00Z"));
        assertThat(service.alerts().whats("input/am/" + print))
                .containsExactly(What.RAISED, What.RESOLVED, What.RAISED);
    }

    @Test
    void aFaultOfOursIs503AndLeavesNothingSoThatItIsNewsWhenSentAgain() {
        String id = UUID.randomUUID().toString();
        service.alerts().failures.set(1);
        Answer failed = event(
                "application/cloudevents+json",
                Sample.CLOUD_EVENT.replace("A234-1234-1234", id).replace("checkout/", id + "/"));
        assertThat(failed.status()).isEqualTo(503);
        assertThat(failed.headers().firstValue("Retry-After")).isPresent();
        assertThat(failed.code()).isEqualTo("input-not-taken");
        Answer again = event(
                "application/cloudevents+json",
                Sample.CLOUD_EVENT.replace("A234-1234-1234", id).replace("checkout/", id + "/"));
        assertThat(again.status()).isEqualTo(202);
        assertThat(service.alerts().whats("input/shop/" + id + "/payments")).containsExactly(What.RAISED);
    }

    private static Answer event(String type, String body) {
        return send(to("/shop/events").header("Content-Type", type).POST(BodyPublishers.ofString(body)));
    }

    @Test
    void anEventOfOneSourceAndIdIsHeardOnce() {
        String id = UUID.randomUUID().toString();
        String news = Sample.CLOUD_EVENT
                .replace("A234-1234-1234", id)
                .replace("\"firing\"", "\"news\"")
                .replace("checkout/", id + "/");
        assertThat(event("application/cloudevents+json", news).status()).isEqualTo(202);
        assertThat(event("application/cloudevents-batch+json", "[" + news + "," + news + "]")
                        .body()
                        .path("accepted")
                        .asInt())
                .isEqualTo(2);
        assertThat(service.alerts().whats("input/shop/" + id + "/payments")).containsExactly(What.NEWS);
        assertThat(event("application/cloudevents+xml", news).status()).isEqualTo(415);
    }

    @Test
    void aSenderOfCloudEventsMayAskWhetherItIsWelcome() {
        HttpRequest.Builder ask = HttpRequest.newBuilder(service.url("/api/v1/inputs/shop/events"))
                .header("WebHook-Request-Origin", "eventemitter.example.com")
                .header("WebHook-Request-Rate", "120")
                .method("OPTIONS", BodyPublishers.noBody());
        Answer welcome = send(ask);
        assertThat(welcome.status()).isEqualTo(200);
        assertThat(welcome.headers().firstValue("WebHook-Allowed-Origin")).contains("eventemitter.example.com");
        assertThat(welcome.headers().firstValue("WebHook-Allowed-Rate")).isPresent();
        assertThat(welcome.headers().firstValue("Allow").orElse("")).contains("POST");
        assertThat(send(HttpRequest.newBuilder(service.url("/api/v1/inputs/shop/events"))
                                .method("OPTIONS", BodyPublishers.noBody()))
                        .status())
                .isEqualTo(400);
        assertThat(send(HttpRequest.newBuilder(service.url("/api/v1/inputs/am/events"))
                                .header("WebHook-Request-Origin", "eventemitter.example.com")
                                .method("OPTIONS", BodyPublishers.noBody()))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void whatSpeaksToPagerDutyIsAnsweredAsByPagerDuty() {
        String key = UUID.randomUUID().toString();
        Answer trigger = post("/pager/pagerduty", Sample.PAGERDUTY.replace("samplekeyhere", key));
        assertThat(trigger.status()).isEqualTo(202);
        assertThat(trigger.body().path("status").asString()).isEqualTo("success");
        assertThat(trigger.body().path("dedup_key").asString()).isEqualTo(key);
        String act = "{\"routing_key\":\"%s\",\"dedup_key\":\"%s\",\"event_action\":\"%s\"}";
        assertThat(post("/pager/pagerduty", act.formatted(Sample.TOKEN, key, "acknowledge"))
                        .status())
                .isEqualTo(202);
        assertThat(post("/pager/pagerduty", act.formatted(Sample.TOKEN, UUID.randomUUID(), "acknowledge"))
                        .status())
                .as("of what nobody knows there is nothing to take on")
                .isEqualTo(202);
        assertThat(service.alerts()
                        .about("input/pager/" + key)
                        .getLast()
                        .after()
                        .state())
                .isEqualTo(AlertState.ACKNOWLEDGED);
        post("/pager/pagerduty", act.formatted(Sample.TOKEN, key, "resolve"));
        assertThat(service.alerts().whats("input/pager/" + key))
                .containsExactly(What.RAISED, What.ACKNOWLEDGED, What.RESOLVED);
        assertThat(post("/pager/pagerduty", act.formatted("not-the-key-of-it", key, "resolve"))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void grafanaIsHeard() {
        String print = print();
        assertThat(post("/graf/grafana", Sample.GRAFANA.replace("c6eadffa33fcdf37", print))
                        .status())
                .isEqualTo(200);
        assertThat(service.alerts().whats("input/graf/" + print)).containsExactly(What.RAISED);
    }

    @Test
    void onlyTheInputsOwnSecretIsTaken() {
        String message = firing(print(), "2026-01-01T10:00:00Z");
        HttpRequest.Builder bare = HttpRequest.newBuilder(service.url("/api/v1/inputs/stranger/alertmanager"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(message));
        Answer nobody = send(bare);
        assertThat(nobody.status()).isEqualTo(401);
        assertThat(nobody.code()).isEqualTo("input-not-proven");
        assertThat(nobody.headers().firstValue("WWW-Authenticate").orElse("")).contains("Bearer");
        for (String wrong : List.of(
                "Bearer " + Sample.TOKEN + "x",
                "Bearer",
                "Basic !!!",
                basic("prometheus:wrong"),
                "Digest " + Sample.TOKEN,
                "Bearer " + Tokens.shared().token("admin"))) {
            assertThat(send(bare.copy().header("Authorization", wrong)).status())
                    .as(wrong)
                    .isEqualTo(401);
        }
        assertThat(send(bare.copy().header("Authorization", BEARER)).status()).isEqualTo(200);
        assertThat(send(bare.copy().header("Authorization", basic("prometheus:another-secret-word")))
                        .status())
                .isEqualTo(200);
        assertThat(post("/nobody/alertmanager", message).status()).isEqualTo(404);
        assertThat(post("/am/grafana", message).body().path("detail").asString())
                .contains("/api/v1/inputs/am/alertmanager");
        assertThat(send(to("")).status()).as("reading needs an account").isEqualTo(401);
    }

    private static String basic(String credential) {
        return "Basic " + Base64.getEncoder().encodeToString(credential.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatIsRefusedIsNotedOnceForTheSameWordsAndTold() {
        for (int i = 0; i < 3; i++) {
            assertThat(post("/graf/grafana", "{\"version\":\"1\"}").status()).isEqualTo(400);
        }
        assertThat(post("/graf/grafana", "[".repeat(200_000)).code()).isEqualTo("malformed-json");
        assertThat(send(to("/graf/grafana").expectContinue(true).POST(BodyPublishers.ofString("x".repeat(9_000_000))))
                        .status())
                .isEqualTo(413);
        assertThat(send(to("/graf/grafana").header("Content-Encoding", "gzip").POST(BodyPublishers.ofString("{}")))
                        .status())
                .isEqualTo(415);
        JsonNode refusals = get("/graf/refusals").path("items");
        assertThat(refusals.toString())
                .contains("body-too-large", "unsupported-media-type", "malformed-json")
                .doesNotContain(Sample.TOKEN);
        boolean counted = false;
        for (JsonNode refusal : refusals) {
            counted |= refusal.path("words").asString().startsWith("alerts: is missing")
                    && refusal.path("times").asInt() == 3
                    && refusal.path("status").asInt() == 400;
        }
        assertThat(counted).as(refusals.toString()).isTrue();
        assertThat(input("graf").path("refused").asLong()).isEqualTo(6);
        assertThat(input("graf").path("lastRefusal").path("code").asString()).isNotEmpty();
        assertThat(service.alerts().whats("input/graf/refused")).startsWith(What.RAISED);
    }

    @Test
    void whatIsTooLargeIsAnAlertOfItsOwnWhenTheSenderIsKnown() {
        HttpRequest.Builder large = HttpRequest.newBuilder(service.url("/api/v1/inputs/storm/alertmanager"))
                .expectContinue(true)
                .POST(BodyPublishers.ofString("x".repeat(9_000_000)));
        assertThat(send(large.copy()).status()).isEqualTo(413);
        assertThat(service.alerts().whats("input/storm/refused")).isEmpty();
        assertThat(send(large.copy().header("Authorization", BEARER)).status()).isEqualTo(413);
        assertThat(service.alerts().about("input/storm/refused"))
                .singleElement()
                .satisfies(change -> assertThat(change.after().severity()).isEqualTo(Severity.CRITICAL));
    }

    @Test
    void aKeyThatIsNoWholeTextIsHeardAgainAndEnds() {
        String event = """
                {"routing_key":"%s","event_action":"%s","dedup_key":"%s-\\ud83d",
                 "payload":{"summary":"It is wrong \\ude00","source":"db \\ud83d","severity":"critical"}}""";
        String key = print();
        service.alerts().heard.clear();
        for (String action : List.of("trigger", "trigger", "resolve")) {
            assertThat(post("/pager/pagerduty", event.formatted(Sample.TOKEN, action, key))
                            .status())
                    .isEqualTo(202);
        }
        assertThat(service.alerts().heard).extracting(AlertChange::what).containsExactly(What.RAISED, What.RESOLVED);
    }

    @Test
    void aStormInOneMessageIsTaken() {
        List<String> prints =
                IntStream.range(0, 9_000).mapToObj(i -> "storm" + i).toList();
        String one = """
                {"status":"firing","labels":{"alertname":"A","severity":"critical","instance":"%1$s"},"annotations":{"summary":"%2$s"},
                "startsAt":"2026-01-01T10:00:00Z","endsAt":"0001-01-01T00:00:00Z","fingerprint":"%1$s"}""";
        String message = prints.stream()
                .map(print -> one.formatted(print, "It is wrong ".repeat(50)))
                .collect(Collectors.joining(
                        ",", "{\"version\":\"4\",\"groupKey\":\"g\",\"status\":\"firing\",\"alerts\":[", "]}"));
        Answer taken = post("/am/alertmanager", message);
        assertThat(taken.status()).as(taken.body().toString()).isEqualTo(200);
        assertThat(taken.body().path("accepted").asInt()).isEqualTo(9_000);
        assertThat(service.alerts().heard)
                .extracting(change -> change.after().key())
                .containsAll(prints.stream().map(print -> "input/am/" + print).toList());
    }

    /** Sixteen who send nothing must not keep out the one who sends something. */
    @Test
    void whoIsSlowBeforeItHasProvenItselfHoldsNobodyUp() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 32; i++) {
                Socket stranger = new Socket("127.0.0.1", service.url("").getPort());
                slow.add(stranger);
                stranger.getOutputStream().write("""
                        POST /api/v1/inputs/pager/pagerduty HTTP/1.1\r
                        Host: localhost\r
                        Content-Type: application/json\r
                        Content-Length: 1000\r
                        \r
                        {""".getBytes(StandardCharsets.US_ASCII));
            }
            String event = """
                    {"routing_key":"%s","event_action":"trigger","dedup_key":"%s",
                     "payload":{"summary":"It is wrong","source":"db","severity":"critical"}}""";
            assertThat(post("/pager/pagerduty", event.formatted(Sample.TOKEN, print()))
                            .status())
                    .isEqualTo(202);
        } finally {
            for (Socket stranger : slow) {
                stranger.close();
            }
        }
    }

    @Test
    void whatAKnownSenderOfPagerDutysShapeLosesIsToldAlsoBesideTheNoiseOfStrangers() {
        String event =
                "{\"routing_key\":\"%s\",\"event_action\":\"trigger\",\"payload\":{\"summary\":\"It is wrong\"}}";
        for (int i = 0; i < 30; i++) {
            assertThat(post("/lossy/pagerduty", event.formatted("of-a-stranger"))
                            .status())
                    .isEqualTo(401);
        }
        assertThat(service.alerts().whats("input/lossy/refused")).isEmpty();
        assertThat(post("/lossy/pagerduty", event.formatted(Sample.TOKEN)).status())
                .isEqualTo(400);
        assertThat(service.alerts().whats("input/lossy/refused")).containsExactly(What.RAISED);
    }

    @Test
    void anInputThatFallsSilentIsAnAlertUntilItsHeartbeatIsHeardAgain() {
        String key = "input/watched/silence";
        String beat = firing(print(), "2026-01-01T10:00:00Z").replace("\"A\"", "\"Watchdog\"");
        service.stopClock();
        assertThat(input("watched").path("state").asString()).isEqualTo("never-heard");
        service.look();
        post("/watched/alertmanager", beat);
        assertThat(input("watched").path("state").asString()).isEqualTo("heard");
        listenFor(60);
        assertThat(service.alerts().whats(key)).isEmpty();
        post("/watched/alertmanager", firing(print(), "2026-01-01T10:00:00Z"));
        listenFor(15);
        assertThat(service.alerts().whats(key))
                .as("another alert is no heartbeat")
                .containsExactly(What.RAISED);
        assertThat(service.alerts().about(key).getFirst().after().words().text())
                .contains("Last heard", "every 1 minute with 10 seconds of grace", "Watchdog");
        assertThat(input("watched").path("state").asString()).isEqualTo("late");
        post("/watched/alertmanager", beat.replace("firing", "resolved"));
        service.look();
        assertThat(service.alerts().whats(key))
                .as("the heartbeat's end is none")
                .containsExactly(What.RAISED);
        post("/watched/alertmanager", beat);
        service.look();
        assertThat(service.alerts().whats(key)).containsExactly(What.RAISED, What.RESOLVED);
        assertThat(service.alerts().heard)
                .noneMatch(change -> "Watchdog".equals(change.after().labels().get("alertname")));
        assertThat(input("watched").path("state").asString()).isEqualTo("heard");
        service.startClock();
    }

    private static void listenFor(int seconds) {
        for (int second = 0; second < seconds; second += 15) {
            service.pass(Duration.ofSeconds(15));
            service.look();
        }
    }
}
