package io.mooring.backup;

import io.mooring.testkit.token.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who uses the API over HTTP. */
final class Caller implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> OVER = Set.of("completed", "partial", "failed", "cancelled");

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(30))
            .build();
    private final URI base;
    private final String token;

    Caller(int port, String... roles) {
        this(port, "ada", Tokens.shared().tokenFor("ada", roles));
    }

    private Caller(int port, String name, String token) {
        this.base = URI.create("http://127.0.0.1:" + port);
        this.token = token;
    }

    static Caller withToken(int port, String token) {
        return new Caller(port, "somebody", token);
    }

    record Answer(int status, String body, HttpResponse<String> response) {
        JsonNode json() {
            return JSON.readTree(body);
        }

        String code() {
            return json().path("code").asString();
        }
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer get(String path, String header, String value) {
        return send(request(path).header(header, value).GET());
    }

    /** With a JSON body and an Idempotency-Key. */
    Answer postJson(String path, String body, String key) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body)));
    }

    Answer post(String path, String... headers) {
        HttpRequest.Builder request = request(path).POST(BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    Answer put(String path, String json) {
        return send(request(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(json)));
    }

    Answer delete(String path) {
        return send(request(path).DELETE());
    }

    Answer postJson(String path, String json, String... headers) {
        HttpRequest.Builder request =
                request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    Answer startRun(String planId) {
        return post(
                "/api/v1/plans/" + planId + "/runs",
                "Idempotency-Key",
                UUID.randomUUID().toString());
    }

    JsonNode run(String id) {
        return get("/api/v1/runs/" + id).json();
    }

    JsonNode awaitOver(String id) {
        return Awaitility.await()
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(() -> run(id), run -> OVER.contains(run.path("state").asString()));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofMinutes(1));
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), response);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
