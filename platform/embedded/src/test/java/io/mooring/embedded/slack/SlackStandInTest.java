package io.mooring.embedded.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The stand-in as a caller of Slack's documented API meets it. */
class SlackStandInTest {

    private static final String BUTTON = """
            [{"type":"actions","elements":[{"type":"button","action_id":"act","value":"v",
              "text":{"type":"plain_text","text":"Act"}}]}]""";

    private final HttpClient http = HttpClient.newHttpClient();
    private SlackStandIn slack;

    @BeforeEach
    void start() throws IOException {
        slack = SlackStandIn.start(0, "xoxb");
    }

    @AfterEach
    void stop() {
        slack.close();
        http.close();
    }

    @Test
    void aReplyIsInItsThreadAndInTheChannelOnlyWhenBroadcast() throws Exception {
        String head = post(Map.of("text", "head"));
        post(Map.of("text", "quiet", "thread_ts", head));
        post(Map.of("text", "loud", "thread_ts", head, "reply_broadcast", "true"));
        assertThat(texts(call("conversations.history", Map.of()))).isEqualTo("loud head");
        assertThat(texts(call("conversations.replies", Map.of("ts", head)))).isEqualTo("head quiet loud");
        assertThat(error(call("chat.postMessage", Map.of("text", "x", "thread_ts", "1.0"))))
                .isEqualTo("thread_not_found");
    }

    @Test
    void listsComeInPagesWithMetadataOnlyWhenAskedFor() throws Exception {
        String head = post(Map.of("text", "0", "metadata", "{\"event_type\":\"t\",\"event_payload\":{\"id\":\"7\"}}"));
        post(Map.of("text", "1", "thread_ts", head));
        post(Map.of("text", "2", "thread_ts", head));
        JsonNode first = call("conversations.replies", Map.of("ts", head, "limit", "2"));
        assertThat(texts(first)).isEqualTo("0 1");
        assertThat(first.path("messages").get(0).has("metadata")).isFalse();
        String cursor = first.path("response_metadata").path("next_cursor").asString();
        assertThat(texts(call("conversations.replies", Map.of("ts", head, "limit", "2", "cursor", cursor))))
                .isEqualTo("2");
        JsonNode history = call("conversations.history", Map.of("include_all_metadata", "true"));
        assertThat(history.at("/messages/0/metadata/event_payload/id").asString())
                .isEqualTo("7");
    }

    @Test
    void anEditChangesAMessageOfOursAndKeepsItsMetadata() throws Exception {
        String metadata = "{\"event_type\":\"t\",\"event_payload\":{\"id\":\"7\"}}";
        String ts = post(Map.of("text", "before", "metadata", metadata, "blocks", BUTTON));
        assertThat(call("chat.update", Map.of("ts", ts, "text", "after"))
                        .path("ok")
                        .asBoolean())
                .isTrue();
        assertThat(slack.posts()).singleElement().satisfies(post -> {
            assertThat(post.text()).isEqualTo("after");
            assertThat(post.metadata()).isEqualTo(metadata);
            assertThat(post.blocks()).isEmpty();
            assertThat(post.edits()).isOne();
        });
        call("chat.update", Map.of("ts", ts, "text", "after", "metadata", "{}"));
        assertThat(slack.posts().getFirst().metadata())
                .as("an empty object takes it away")
                .isEmpty();
    }

    @Test
    void metadataThatIsNoEventIsRefused() throws Exception {
        String ts = post(Map.of("text", "x"));
        assertThat(error(call("chat.postMessage", Map.of("text", "x", "metadata", "any string"))))
                .isEqualTo("invalid_metadata_format");
        assertThat(error(call("chat.update", Map.of("ts", ts, "text", "y", "metadata", "{\"event_type\":\"t\"}"))))
                .isEqualTo("invalid_metadata_format");
        assertThat(slack.posts()).hasSize(1);
    }

    @Test
    void anArchivedChannelTakesNeitherMessagesNorEdits() throws Exception {
        String ts = post(Map.of("text", "before"));
        slack.archive("C1");
        assertThat(error(call("chat.postMessage", Map.of("text", "x")))).isEqualTo("is_archived");
        assertThat(error(call("chat.update", Map.of("ts", ts, "text", "after"))))
                .isEqualTo("is_inactive");
        assertThat(slack.posts()).singleElement().extracting(SlackPost::text).isEqualTo("before");
        slack.unarchive("C1");
        assertThat(error(call("chat.update", Map.of("ts", ts, "text", "after"))))
                .isEmpty();
    }

    @Test
    void whatCannotBeEditedIsRefusedByItsCode() throws Exception {
        String ts = post(Map.of("text", "x"));
        slack.editable(false);
        assertThat(error(call("chat.update", Map.of("ts", ts, "text", "y")))).isEqualTo("edit_window_closed");
        slack.delete(slack.posts().getFirst());
        assertThat(error(call("chat.update", Map.of("ts", ts, "text", "y")))).isEqualTo("message_not_found");
        hook(slack.webhookUrl("C1"), "{\"text\":\"by webhook\"}");
        String foreign = slack.posts().getFirst().ts();
        assertThat(error(call("chat.update", Map.of("ts", foreign, "text", "y"))))
                .isEqualTo("cant_update_message");
    }

    @Test
    void limitsOfBlocksHold() throws Exception {
        String header = "[{\"type\":\"header\",\"text\":{\"type\":\"plain_text\",\"text\":\"%s\"}}]";
        assertThat(error(call("chat.postMessage", Map.of("blocks", header.formatted("h".repeat(151))))))
                .isEqualTo("invalid_blocks");
        assertThat(error(call("chat.postMessage", Map.of("blocks", "not json"))))
                .isEqualTo("invalid_blocks_format");
        assertThat(error(call("chat.postMessage", Map.of("text", "t".repeat(40_001)))))
                .isEqualTo("msg_too_long");
        post(Map.of("blocks", header.formatted("h".repeat(150))));
    }

    @Test
    void aChannelTakesABurstAndThenAnswers429WithAWait() throws Exception {
        slack.limit(2, Duration.ofHours(1));
        post(Map.of("text", "1"));
        post(Map.of("text", "2"));
        HttpResponse<String> third = send("chat.postMessage", Map.of("text", "3"));
        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(third.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(3_500L, 3_600L);
        assertThat(send("chat.postMessage", Map.of("text", "other", "channel", "C2"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(slack.posts()).hasSize(3);
    }

    @Test
    void eachMethodTakesABurstForAllChannelsTogether() throws Exception {
        String ts = post(Map.of("text", "1"));
        slack.limitMethods(1, Duration.ofHours(1));
        assertThat(send("chat.update", Map.of("ts", ts, "text", "2")).statusCode())
                .isEqualTo(200);
        assertThat(send("chat.update", Map.of("ts", ts, "text", "3", "channel", "C2"))
                        .statusCode())
                .isEqualTo(429);
        assertThat(send("conversations.history", Map.of()).statusCode()).isEqualTo(200);
        HttpResponse<String> again = send("conversations.history", Map.of());
        assertThat(again.statusCode()).isEqualTo(429);
        assertThat(again.headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
        assertThat(send("chat.postMessage", Map.of("text", "other")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void faultsAreOfTheirMethodAlone() throws Exception {
        String ts = post(Map.of("text", "before"));
        slack.next(SlackMethod.UPDATE, new SlackFault.PostsThenFails());
        post(Map.of("text", "another"));
        assertThat(send("chat.update", Map.of("ts", ts, "text", "after")).statusCode())
                .isEqualTo(500);
        assertThat(slack.posts().getFirst().text()).isEqualTo("after");
    }

    @Test
    void anIncomingWebhookAnswersInPlainWords() throws Exception {
        URI url = slack.webhookUrl("C1");
        assertThat(hook(url, "{\"text\":\"hello\"}").body()).isEqualTo("ok");
        assertThat(slack.posts()).singleElement().satisfies(post -> assertThat(post.byBot())
                .isFalse());
        assertThat(hook(url, "no json").body()).isEqualTo("invalid_payload");
        assertThat(hook(url.resolve("unknown"), "{\"text\":\"x\"}").statusCode())
                .isEqualTo(404);
        slack.archive("C1");
        assertThat(hook(url, "{\"text\":\"x\"}").statusCode()).isEqualTo(410);
    }

    @Test
    void aButtonOnThePageCallsTheAppWithASignatureAndOnlyFromThePage() throws Exception {
        AtomicReference<String> received = new AtomicReference<>("");
        HttpServer app = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        app.createContext("/", exchange -> {
            try (exchange) {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                String time = exchange.getRequestHeaders().getFirst("X-Slack-Request-Timestamp");
                String signature = exchange.getRequestHeaders().getFirst("X-Slack-Signature");
                if (SlackButtons.signature("shh", time, body).equals(signature)) {
                    received.set(URLDecoder.decode(body, StandardCharsets.UTF_8));
                }
                exchange.sendResponseHeaders(200, -1);
            }
        });
        app.start();
        try {
            slack.install(new SlackApp(
                    URI.create("http://127.0.0.1:" + app.getAddress().getPort() + "/"), "shh"));
            String ts = post(Map.of("text", "x", "blocks", BUTTON));
            assertThat(press(ts, "http://evil.example").statusCode()).isEqualTo(403);
            assertThat(received.get()).isEmpty();
            String own = slack.pageUrl().toString().replaceAll("/$", "");
            assertThat(press(ts, own).statusCode()).isEqualTo(303);
            JsonNode payload = JsonMapper.shared().readTree(received.get().substring("payload=".length()));
            assertThat(payload.at("/actions/0/action_id").asString()).isEqualTo("act");
            assertThat(payload.at("/container/message_ts").asString()).isEqualTo(ts);
            hook(URI.create(payload.path("response_url").asString()), "{\"text\":\"for you\"}");
            assertThat(slack.whispers()).singleElement().asString().contains("for you");
        } finally {
            app.stop(0);
        }
    }

    private HttpResponse<String> press(String ts, String origin) throws Exception {
        return http.send(
                HttpRequest.newBuilder(slack.pageUrl().resolve("/press"))
                        .header("Origin", origin)
                        .POST(HttpRequest.BodyPublishers.ofString("action=act&ts=" + ts))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private String post(Map<String, String> form) throws Exception {
        JsonNode answer = call("chat.postMessage", form);
        assertThat(answer.path("ok").asBoolean()).as(answer.toString()).isTrue();
        return answer.path("ts").asString();
    }

    private HttpResponse<String> hook(URI url, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(url)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode call(String method, Map<String, String> form) throws Exception {
        return JsonMapper.shared().readTree(send(method, form).body());
    }

    private HttpResponse<String> send(String method, Map<String, String> form) throws Exception {
        String body = form.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        String channel = form.containsKey("channel") ? "" : "&channel=C1";
        return http.send(
                HttpRequest.newBuilder(slack.apiUrl().resolve(method))
                        .header("Authorization", "Bearer xoxb")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body + channel))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String texts(JsonNode answer) {
        return answer.path("messages")
                .valueStream()
                .map(message -> message.path("text").asString())
                .collect(Collectors.joining(" "));
    }

    private static String error(JsonNode answer) {
        return answer.path("error").asString("");
    }
}
