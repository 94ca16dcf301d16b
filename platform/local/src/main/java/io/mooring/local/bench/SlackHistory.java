package io.mooring.local.bench;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** When the Slack stand-in received which message. A message's name there is the time of its receipt, in microseconds. */
final class SlackHistory {

    private static final Pattern PLAN = Pattern.compile("Backup of (\\S+) failed");

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.builder().build();
    private final URI address;
    private final String token;
    private final String channel;

    SlackHistory(URI api, String token, String channel) {
        this.address = api.resolve("conversations.history");
        this.token = token;
        this.channel = channel;
    }

    /** Receipts by the name of the plan that failed, a phase's 999 newest at most. */
    Map<String, Instant> receipts() throws IOException, InterruptedException {
        String form = "limit=999&channel=" + URLEncoder.encode(channel, StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        JsonNode answer = json.readTree(
                http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        if (!answer.path("ok").asBoolean(false)) {
            throw new IOException("The Slack stand-in answers " + answer);
        }
        Map<String, Instant> receipts = new HashMap<>();
        for (JsonNode message : answer.path("messages")) {
            Matcher plan = PLAN.matcher(message.path("text").asString(""));
            if (plan.find()) {
                receipts.merge(plan.group(1), time(message.path("ts").asString("0.0")), SlackHistory::earlier);
            }
        }
        return receipts;
    }

    private static Instant time(String ts) {
        return Instant.EPOCH.plus(Long.parseLong(ts.replace(".", "")), ChronoUnit.MICROS);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
