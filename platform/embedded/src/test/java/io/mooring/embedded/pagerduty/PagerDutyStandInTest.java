package io.mooring.embedded.pagerduty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.embedded.loopback.LoopbackServer;
import io.mooring.embedded.loopback.Reply;
import io.mooring.embedded.loopback.Request;
import io.mooring.embedded.pagerduty.PagerDutyIncident.Status;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PagerDutyStandInTest {

    private static final String KEY = "0123456789abcdef0123456789abcdef";
    private final HttpClient http = HttpClient.newHttpClient();
    private PagerDutyStandIn pagerDuty;

    @BeforeEach
    void start() throws IOException {
        pagerDuty = PagerDutyStandIn.start(0);
    }

    @AfterEach
    void stop() {
        pagerDuty.close();
        http.shutdownNow();
    }

    @Test
    void eventsOfOneKeyAreOneIncidentUntilItIsResolved() throws Exception {
        assertThat(send("trigger", "k")).isEqualTo(202);
        send("trigger", "k");
        send("acknowledge", "k");
        assertThat(pagerDuty.incidents()).extracting(PagerDutyIncident::status).containsExactly(Status.ACKNOWLEDGED);
        send("resolve", "k");
        send("trigger", "k");
        assertThat(pagerDuty.incidentsOf("k")).isEqualTo(2);
    }

    @Test
    void acknowledgementsAndEndsOfNothingAreAcceptedAndDropped() throws Exception {
        assertThat(send("acknowledge", "none")).isEqualTo(202);
        assertThat(send("resolve", "none")).isEqualTo(202);
        assertThat(pagerDuty.incidents()).isEmpty();
        assertThat(pagerDuty.accepted()).isEqualTo(2);
    }

    @Test
    void whatIsWrongWithAnEventIsSaid() throws Exception {
        assertThat(post("{\"routing_key\":\"short\",\"event_action\":\"shout\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(post("no json").body()).contains("invalid event");
        assertThat(post(event("trigger", "k").replace("Disk full", "x".repeat(1_025)))
                        .statusCode())
                .isEqualTo(400);
        assertThat(post(event("trigger", "k".repeat(256))).statusCode()).isEqualTo(400);
    }

    @Test
    void whoPressesAButtonIsToldToSubscribersWithASignatureOfEachSecret() throws Exception {
        List<Request> told = new CopyOnWriteArrayList<>();
        try (LoopbackServer subscriber = LoopbackServer.start(0, request -> keep(told, request))) {
            pagerDuty.subscribe(new PagerDutyWebhook(subscriber.uri(), List.of("new", "old")));
            send("trigger", "k");
            press(pagerDuty.incidents().getFirst(), "acknowledge");
            await().until(() -> told.size() == 2);
        }
        Request last = told.getLast();
        assertThat(last.header("X-PagerDuty-Signature"))
                .isEqualTo("v1=" + hmac("new", last.body()) + ",v1=" + hmac("old", last.body()));
        JsonNode event = JsonMapper.builder().build().readTree(last.body()).path("event");
        assertThat(event.path("event_type").asString()).isEqualTo("incident.acknowledged");
        assertThat(event.path("data").path("incident_key").asString()).isEqualTo("k");
        assertThat(event.path("agent").path("type").asString()).isEqualTo("user_reference");
    }

    @Test
    void whatAPersonGivesBackOrReopensIsCalledByItsName() throws Exception {
        List<Request> told = new CopyOnWriteArrayList<>();
        try (LoopbackServer subscriber = LoopbackServer.start(0, request -> keep(told, request))) {
            pagerDuty.subscribe(new PagerDutyWebhook(subscriber.uri(), List.of("s")));
            send("trigger", "k");
            String id = pagerDuty.incidents().getFirst().id();
            pagerDuty.unacknowledge(id, "ann");
            pagerDuty.reopen(id, "ann");
            pagerDuty.acknowledge(id, "ann");
            pagerDuty.unacknowledge(id, "ann");
            pagerDuty.resolve(id, "ann");
            pagerDuty.reopen(id, "ann");
            await().until(() -> told.size() == 5);
        }
        assertThat(told)
                .extracting(request -> event(request).path("event_type").asString())
                .containsExactly(
                        "incident.triggered",
                        "incident.acknowledged",
                        "incident.unacknowledged",
                        "incident.resolved",
                        "incident.reopened");
        assertThat(event(told.getLast()).path("data").path("status").asString()).isEqualTo("triggered");
        assertThat(pagerDuty.incidents()).extracting(PagerDutyIncident::status).containsExactly(Status.TRIGGERED);
    }

    private static JsonNode event(Request request) {
        return JsonMapper.builder().build().readTree(request.body()).path("event");
    }

    @Test
    void aKeyThatSendsTooMuchIsThrottledAndNoOther() throws Exception {
        pagerDuty.limit(2, Duration.ofHours(1));
        send("trigger", "k");
        send("trigger", "k");
        assertThat(send("trigger", "k")).isEqualTo(429);
        assertThat(post(event("trigger", "k").replace(KEY, "f".repeat(32))).statusCode())
                .isEqualTo(202);
        assertThat(pagerDuty.accepted()).isEqualTo(3);
        pagerDuty.limit(0, Duration.ZERO);
        assertThat(send("trigger", "k")).isEqualTo(202);
    }

    @Test
    void aSubscriberThatCannotNowIsToldAgain() throws Exception {
        List<Request> told = new CopyOnWriteArrayList<>();
        try (LoopbackServer subscriber =
                LoopbackServer.start(0, request -> told.isEmpty() ? fail(told, request) : keep(told, request))) {
            pagerDuty.subscribe(new PagerDutyWebhook(subscriber.uri(), List.of("s")));
            send("trigger", "k");
            await().until(() -> told.size() == 2);
        }
        assertThat(told.getFirst().text()).isEqualTo(told.getLast().text());
    }

    @Test
    void thePageShowsMarkupAsText() throws Exception {
        post(event("trigger", "k").replace("Disk full", "<script>alert(1)</script>"));
        pagerDuty.incidents();
        assertThat(get(pagerDuty.pageUrl())).contains("&lt;script&gt;").doesNotContain("<script>");
    }

    private static Reply keep(List<Request> told, Request request) {
        told.add(request);
        return Reply.text(200, "");
    }

    private static Reply fail(List<Request> told, Request request) {
        told.add(request);
        return Reply.text(503, "");
    }

    private void press(PagerDutyIncident incident, String button) throws Exception {
        URI uri = pagerDuty.pageUrl().resolve("incidents/" + incident.id() + "/" + button);
        HttpRequest request =
                HttpRequest.newBuilder(uri).POST(BodyPublishers.noBody()).build();
        assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(303);
    }

    private int send(String action, String key) throws Exception {
        return post(event(action, key)).statusCode();
    }

    private static String event(String action, String key) {
        return """
                {"routing_key":"%s","event_action":"%s","dedup_key":"%s",
                 "payload":{"summary":"Disk full","source":"shop","severity":"critical"}}
                """.formatted(KEY, action, key);
    }

    private HttpResponse<String> post(String body) throws Exception {
        URI uri = pagerDuty.apiUrl().resolve("v2/enqueue");
        return http.send(
                HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private String get(URI uri) throws Exception {
        return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }

    private static String hmac(String secret, byte[] body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body));
    }
}
