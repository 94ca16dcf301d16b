package io.mooring.notifier.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.embedded.pagerduty.PagerDutyIncident;
import io.mooring.embedded.pagerduty.PagerDutyIncident.Status;
import io.mooring.embedded.pagerduty.PagerDutyStandIn;
import io.mooring.embedded.pagerduty.PagerDutyWebhook;
import io.mooring.embedded.slack.SlackApp;
import io.mooring.embedded.slack.SlackPost;
import io.mooring.embedded.slack.SlackPress;
import io.mooring.embedded.slack.SlackStandIn;
import io.mooring.notifier.NotifierApplication;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.alert.Words;
import io.mooring.notifier.channel.Answer;
import io.mooring.notifier.channel.Envelopes;
import io.mooring.notifier.message.Destination;
import io.mooring.notifier.message.Message;
import io.mooring.notifier.message.Operation;
import io.mooring.notifier.slack.SlackChannel;
import io.mooring.notifier.slack.SlackSettings;
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
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody presses a button in Slack or PagerDuty, and the alert of the running service is acknowledged. */
class HooksIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String CHANNEL = "C0123456789";

    @TempDir
    private static Path logs;

    private static final HttpClient http = HttpClient.newHttpClient();
    private static SlackStandIn slack;
    private static PagerDutyStandIn pagerDuty;
    private static SlackChannel channel;
    private static ServiceUnderTest service;

    @BeforeAll
    static void start() throws IOException {
        slack = SlackStandIn.start(0, "xoxb-test");
        channel = new SlackChannel(
                new SlackSettings(slack.apiUrl(), "xoxb-test", "shh", Duration.ofSeconds(1), Duration.ofSeconds(5)));
        pagerDuty = PagerDutyStandIn.start(0);
        service = ServiceUnderTest.start(
                NotifierApplication.class, "notifier", logs.resolve("notifier.log"), more -> more.environment(
                                "MOORING_SLACK_URL", slack.apiUrl().toString())
                        .environment("MOORING_SLACK_SIGNING_SECRET", "shh")
                        .environment("MOORING_PAGERDUTY_WEBHOOK_SECRET", "pager")
                        .environment("MOORING_PAGERDUTY_URL", pagerDuty.apiUrl().toString())
                        .environment("MOORING_PAGERDUTY_KEY", "0123456789abcdef0123456789abcdef")
                        .property("notifier.gather.call-again", "10s"));
        pagerDuty.subscribe(new PagerDutyWebhook(service.url("/api/v1/hooks/pagerduty/pagerduty"), List.of("pager")));
        slack.install(new SlackApp(service.url("/api/v1/hooks/slack"), "shh"));
    }

    @AfterAll
    static void stop() {
        service.close();
        channel.close();
        slack.close();
        pagerDuty.close();
    }

    @Test
    void buttonsAcknowledgeThenResolveAndThenSayThatItIsOver() throws Exception {
        String alert = raise();
        SlackPost post = post(UUID.fromString(alert));
        assertThat(press(post, "acknowledge/alert/" + alert).status()).isEqualTo(200);
        JsonNode acknowledged = alert(alert);
        assertThat(acknowledged.path("state").asString()).isEqualTo("acknowledged");
        assertThat(acknowledged.at("/acknowledgement/by").asString()).isEqualTo("ann (Slack)");
        assertThat(press(post, "resolve/alert/" + alert).status()).isEqualTo(200);
        assertThat(alert(alert).path("state").asString()).isEqualTo("resolved");
        assertThat(press(post, "resolve/alert/" + alert).status()).isEqualTo(200);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(slack.whispers()).anyMatch(words -> words.contains("over already")));
    }

    @Test
    void whoCannotSignIsAnsweredInWordsWithoutBeingAskedForAToken() throws Exception {
        JsonNode slackAnswer = call("/api/v1/hooks/slack", "payload=%7B%7D", "X-Slack-Signature", "v0=00", 401);
        assertThat(slackAnswer.path("code").asString()).isEqualTo("hook-signature-wrong");
        JsonNode wrong = call("/api/v1/hooks/pagerduty/pagerduty", "{}", "X-PagerDuty-Signature", "v1=00", 401);
        assertThat(wrong.path("code").asString()).isEqualTo("hook-signature-wrong");
        call("/api/v1/hooks/pagerduty/unknown", "{}", "X-PagerDuty-Signature", "v1=00", 404);
        call("/api/v1/hooks/slack", "x".repeat(300_000), "X-Slack-Signature", "v0=00", 413);
    }

    @Test
    void pagerDutysPingIsTaken() throws Exception {
        String ping = "{\"event\":{\"id\":\"e-1\",\"event_type\":\"pagey.ping\"}}";
        String signature = "v1=" + Signature.of("pager", ping.getBytes(StandardCharsets.UTF_8));
        JsonNode heard = call("/api/v1/hooks/pagerduty/pagerduty", ping, "X-PagerDuty-Signature", signature, 200);
        assertThat(heard.path("outcome").asString()).startsWith("Nothing follows");
    }

    @Test
    void whoAnswersAPageIsStillCalledForWhatJoinedItUnseen() throws Exception {
        String shop = UUID.randomUUID().toString();
        String first = raise("emergency", "First of " + shop, shop);
        await().atMost(PATIENCE).until(() -> pages(shop).size() == 1);
        String second = raise("emergency", "Second of " + shop, shop);
        pagerDuty.acknowledge(pages(shop).getFirst().id(), "Ann");
        await().atMost(PATIENCE)
                .until(() -> alert(first).path("state").asString().equals("acknowledged"));
        assertThat(alert(second).path("state").asString()).isEqualTo("firing");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(pages(shop))
                .extracting(PagerDutyIncident::status)
                .containsExactly(Status.RESOLVED, Status.TRIGGERED));
        pagerDuty.resolve(pages(shop).getLast().id(), "Ann");
        await().atMost(PATIENCE)
                .until(() -> alert(second).path("state").asString().equals("resolved"));
    }

    /** Those about alerts; their incident calls by itself. */
    private static List<PagerDutyIncident> pages(String shop) {
        return pagerDuty.incidents().stream()
                .filter(one ->
                        one.title().contains("of " + shop) && !one.title().contains("P0"))
                .toList();
    }

    private static SlackPost post(UUID alert) {
        Destination destination = new Destination("slack-ops", SlackChannel.ID, CHANNEL, "", null);
        Message message = new Message(
                Message.Status.FIRING,
                Severity.CRITICAL,
                Words.of("Pressed", ""),
                List.of(),
                0,
                "",
                null,
                "",
                alert,
                "");
        assertThat(channel.send(new Envelopes(destination).of(Operation.OPEN, message, null)))
                .isInstanceOf(Answer.Delivered.class);
        return slack.posts().stream()
                .filter(post -> post.blocks().contains(alert.toString()))
                .findFirst()
                .orElseThrow();
    }

    private static SlackPress press(SlackPost post, String actionId) {
        return slack.press(post, actionId, "ann");
    }

    private static String raise() throws Exception {
        return raise("critical", "It broke", "hook");
    }

    private static String raise(String severity, String title, String shop) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(service.url("/api/v1/alerts"))
                .header("Authorization", "Bearer " + Tokens.shared().token("operator"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("""
                        {"key":"hook/%s","severity":"%s","title":"%s","labels":{"service":"%s"}}
                        """.formatted(UUID.randomUUID(), severity, title, shop)))
                .build();
        return send(request, 201).path("id").asString();
    }

    private static JsonNode alert(String id) throws Exception {
        return send(
                HttpRequest.newBuilder(service.url("/api/v1/alerts/" + id))
                        .header("Authorization", "Bearer " + Tokens.shared().token("viewer"))
                        .build(),
                200);
    }

    private static JsonNode call(String path, String body, String header, String signature, int status)
            throws Exception {
        HttpRequest request = HttpRequest.newBuilder(service.url(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Slack-Request-Timestamp", "1")
                .header(header, signature)
                .POST(BodyPublishers.ofString(body))
                .build();
        return send(request, status);
    }

    private static JsonNode send(HttpRequest request, int status) throws Exception {
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JsonMapper.shared().readTree(answer.body());
    }
}
