package io.mooring.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.embedded.slack.SlackFault;
import io.mooring.testkit.service.ServiceUnderTest;
import io.mooring.testkit.token.Tokens;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Slack asks one message to wait. An incident that is opened meanwhile cannot be told there, and is told elsewhere in time. */
class CallsBehindAWaitIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration STAND_IN_AFTER = Duration.ofSeconds(3);
    private static final int WAIT_SECONDS = 30;

    @TempDir
    private static Path logs;

    private static final HttpClient http = HttpClient.newHttpClient();
    private static Providers providers;
    private static ServiceUnderTest service;
    private static DeliveryRows rows;

    @BeforeAll
    static void start() throws IOException {
        providers = Providers.start();
        service = ServiceUnderTest.start(
                NotifierApplication.class, "notifier", logs.resolve("notifier.log"), more -> providers
                        .reachedAsShippedBy(more)
                        .property("notifier.gather.stand-in-after", STAND_IN_AFTER.toSeconds() + "s"));
        rows = new DeliveryRows(service.database());
    }

    @AfterAll
    static void stop() {
        service.close();
        providers.close();
    }

    @Test
    void theStandInIsToldInTimeAndTheTimelineSaysSoAndThatSlackWasToldAfterAll() throws Exception {
        providers.slack.next(new SlackFault.RateLimited(WAIT_SECONDS));
        send("POST", "/api/v1/destinations/slack-ops/test");
        await().atMost(PATIENCE).until(() -> rows.ask("SELECT count(*) FROM destination_state WHERE not_before > now()")
                .equals("1"));
        JsonNode opened = send("POST", "/api/v1/incidents", "{\"title\": \"The shop is down\", \"priority\": \"p1\"}");
        String incident = "/api/v1/incidents/" + opened.path("id").asString();
        await().atMost(PATIENCE).until(() -> words(incident, "told").stream()
                .anyMatch(line -> line.startsWith("slack-ops is told after all")));
        assertThat(words(incident, "not-told"))
                .anyMatch(line -> line.startsWith("slack-ops was not told ")
                        && line.contains(" within 3 s: Slack asks to wait")
                        && line.endsWith("; email-ops is called in its place"));
        assertThat(words(incident, "told"))
                .as("in this order")
                .extracting(line -> line.substring(0, line.indexOf(": ")))
                .containsSubsequence("email-ops is told in place of slack-ops", "slack-ops is told after all");
        assertThat(send("GET", "/api/v1/deliveries?destination=email-ops")
                        .path("items")
                        .findValuesAsString("standInFor"))
                .contains("slack-ops");
        assertThat(send("GET", incident).path("state").asString()).isEqualTo("open");
    }

    private static List<String> words(String incident, String what) throws IOException, InterruptedException {
        return send("GET", incident + "/timeline")
                .path("items")
                .valueStream()
                .filter(line -> line.path("what").asString().equals(what))
                .map(line -> line.path("words").asString())
                .toList();
    }

    private static JsonNode send(String method, String path) throws IOException, InterruptedException {
        return send(method, path, "");
    }

    private static JsonNode send(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(service.url(path))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + Tokens.shared().token("operator"))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return JsonMapper.shared().readTree(answer.body().isBlank() ? "{}" : answer.body());
    }
}
