package io.mooring.platform.events.registry;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Exchanges JSON with a registry: bounded in time and size, the next address when one gives no answer. Where none does, all are asked again:
 * whatever is asked may be asked twice, and an answer that was lost says nothing of the registry. One that stayed silent is asked once at a
 * time until it answers.
 */
final class RegistryHttp implements AutoCloseable {

    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    /** The largest schema here has some 10 kB. */
    private static final long MAX_ANSWER_BYTES = 4 << 20;

    private static final int ROUNDS = 3;
    /** A consumer's poll may ask once for each of its records: of one that is silent they are not to wait three times as long. */
    private static final int ROUNDS_OF_A_SILENT_ONE = 1;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http;
    private final List<RegistryAddress> addresses;
    private final Optional<String> authorization;
    private final Duration timeout;
    private volatile int rounds = ROUNDS;

    RegistryHttp(RegistrySettings settings) {
        this.addresses = settings.addresses();
        this.authorization = settings.authorization();
        this.timeout = settings.timeout();
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build();
    }

    /** @param body null for none */
    RegistryAnswer exchange(String method, @Nullable JsonNode body, String... path) {
        RegistryUnavailable last = null;
        boolean again = true;
        int most = rounds;
        for (int round = 0; round < most && again; round++) {
            again = false;
            for (RegistryAddress address : addresses) {
                try {
                    RegistryAnswer answer = ask(address, method, body, path);
                    rounds = ROUNDS;
                    return answer;
                } catch (RegistryUnavailable e) {
                    if (last != null) {
                        e.addSuppressed(last);
                    }
                    last = e;
                    again |= wasLost(e.getCause());
                }
            }
        }
        rounds = again ? ROUNDS_OF_A_SILENT_ONE : ROUNDS;
        throw last != null ? last : new RegistryUnavailable("The address of the schema registry is missing", null);
    }

    /** Somebody was there and said nothing. */
    private static boolean wasLost(@Nullable Throwable cause) {
        return cause instanceof TimeoutException
                || cause instanceof IOException
                        && !(cause instanceof ConnectException)
                        && !(cause instanceof HttpConnectTimeoutException);
    }

    private RegistryAnswer ask(RegistryAddress address, String method, @Nullable JsonNode body, String... path) {
        HttpResponse<byte[]> response = send(address, request(address, method, body, path));
        int status = response.statusCode();
        return switch (status) {
            case 200, 201, 204, 404, 409, 422 ->
                new RegistryAnswer(address, status, json(address, status, response.body()));
            case 401, 403 ->
                throw unavailable(address, "refuses the credentials (" + status + "): check user and password", null);
            default -> throw unavailable(address, "answered " + status + " " + excerpt(response.body()), null);
        };
    }

    private HttpRequest request(RegistryAddress address, String method, @Nullable JsonNode body, String... path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(timeout)
                .header("Accept", CONTENT_TYPE + ", application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
        if (body != null) {
            request.header("Content-Type", CONTENT_TYPE);
        }
        authorization.ifPresent(value -> request.header("Authorization", value));
        return request.build();
    }

    /** The request's own time-out ends with the headers; waiting for the whole answer needs this one. */
    private HttpResponse<byte[]> send(RegistryAddress address, HttpRequest request) {
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES));
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw unavailable(address, "did not answer within " + timeout, e);
        } catch (ExecutionException e) {
            throw unavailable(address, "cannot be reached: " + reason(e.getCause()), e.getCause());
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw unavailable(address, "was not waited for: interrupted", e);
        }
    }

    private static JsonNode json(RegistryAddress address, int status, byte[] body) {
        try {
            return status == 204 ? JSON.missingNode() : JSON.readTree(body);
        } catch (JacksonException e) {
            throw unavailable(address, notARegistry(status), e);
        }
    }

    static RegistryUnavailable unavailable(RegistryAddress address, String problem, @Nullable Throwable cause) {
        return new RegistryUnavailable("The schema registry " + address + " " + problem, cause);
    }

    static String notARegistry(int status) {
        return "answered " + status + " but not as a schema registry does: is this the address of its API, "
                + "for example http://localhost:8090/apis/ccompat/v7?";
    }

    private static String reason(@Nullable Throwable cause) {
        return switch (cause) {
            case null -> "no reason given";
            case ConnectException _ -> "no connection";
            case IOException e when e.getMessage() != null -> e.getMessage();
            default -> cause.getClass().getSimpleName();
        };
    }

    private static String excerpt(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8).replaceAll("\\s+", " ");
        return text.substring(0, Math.min(text.length(), 200));
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
