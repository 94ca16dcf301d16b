package io.mooring.embedded.slack;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Sends what people press to the app, signed as Slack signs, and takes what the app says to that one person.
 *
 * @see <a href="https://docs.slack.dev/authentication/verifying-requests-from-slack">Verifying requests</a>
 */
final class SlackButtons implements AutoCloseable {

    /** Slack waits no longer. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final int KEPT = 100;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> responseUrls = new ConcurrentHashMap<>();
    private final List<String> whispers = new CopyOnWriteArrayList<>();
    private volatile @Nullable SlackApp app;

    void install(SlackApp installed) {
        app = installed;
    }

    boolean installed() {
        return app != null;
    }

    /** What the app said to the person who pressed, newest last. */
    List<String> whispers() {
        return List.copyOf(whispers);
    }

    SlackPress press(SlackPost post, String actionId, String user, URI own) throws InterruptedException {
        SlackApp pressed = app;
        if (pressed == null) {
            throw new IllegalStateException("No app is installed that could be told of a button");
        }
        String body = "payload="
                + URLEncoder.encode(
                        SlackPayload.of(post, actionId, user, responseUrl(own, user)), StandardCharsets.UTF_8);
        try {
            HttpResponse<String> answer =
                    http.send(request(pressed, body, Instant.now()), HttpResponse.BodyHandlers.ofString());
            return new SlackPress(user, actionId, answer.statusCode(), answer.body(), Instant.now());
        } catch (IOException noAnswer) {
            return new SlackPress(user, actionId, 0, String.valueOf(noAnswer.getMessage()), Instant.now());
        }
    }

    static HttpRequest request(SlackApp app, String body, Instant at) {
        String timestamp = Long.toString(at.getEpochSecond());
        return HttpRequest.newBuilder(app.requestUrl())
                .timeout(PATIENCE)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Slack-Request-Timestamp", timestamp)
                .header("X-Slack-Signature", signature(app.signingSecret(), timestamp, body))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    static String signature(String secret, String timestamp, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] digest = mac.doFinal(("v0:" + timestamp + ":" + body).getBytes(StandardCharsets.UTF_8));
            return "v0=" + HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private URI responseUrl(URI own, String user) {
        if (responseUrls.size() > KEPT) {
            responseUrls.clear();
        }
        String path = "/actions/T0LOCAL/" + UUID.randomUUID();
        responseUrls.put(path, user);
        return own.resolve(path);
    }

    /** What comes to a response_url. */
    SlackReply whisper(String path, Map<String, String> form) {
        String user = responseUrls.get(path);
        if (user == null) {
            return SlackReply.text(404, "expired_url");
        }
        whispers.add("to " + user + ": " + form.getOrDefault("text", ""));
        if (whispers.size() > KEPT) {
            whispers.removeFirst();
        }
        return SlackReply.text(200, "ok");
    }

    @Override
    public void close() {
        http.close();
    }
}
