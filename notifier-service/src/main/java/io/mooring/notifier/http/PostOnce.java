package io.mooring.notifier.http;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;

/**
 * POST requests that are sent once each. Java's client repeats no POST when a kept connection breaks, and HTTP/1.1 keeps it
 * from doing so for streams a server calls unprocessed. Redirects are answers like others. Its own time-out ends with the
 * answer's head, so the whole is bounded here.
 */
public final class PostOnce implements AutoCloseable {

    private static final int LARGEST_ANSWER = 4096;

    /** So that a connection that was never made is known as one: the client's own time-out says so, ours cannot. */
    private static final long MARGIN_MILLIS = 250;

    private final Duration timeout;
    private final HttpClient client;

    /** @param timeout of one request, connection and answer included */
    public PostOnce(Duration timeout) {
        this.timeout = timeout;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    /** Blocks until an answer or the end of the time. */
    public Reply post(URI to, byte[] body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(to)
                .timeout(timeout)
                .header("User-Agent", "Mooring-Notifier")
                .POST(BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return reply(client.sendAsync(request.build(), head -> new FirstBytes(LARGEST_ANSWER)));
    }

    private Reply reply(CompletableFuture<HttpResponse<String>> answer) {
        try {
            HttpResponse<String> response = answer.get(timeout.toMillis() + MARGIN_MILLIS, TimeUnit.MILLISECONDS);
            String retryAfter = response.headers().firstValue("Retry-After").orElse(null);
            return new Reply.Answered(response.statusCode(), retryAfter, response.body());
        } catch (ExecutionException fault) {
            return of(fault.getCause());
        } catch (TimeoutException late) {
            answer.cancel(true);
            return new Reply.NoAnswer("no answer within " + timeout.toMillis() + " ms");
        } catch (InterruptedException stop) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return new Reply.NoAnswer("stopped while it waited for the answer");
        }
    }

    private static Reply of(Throwable fault) {
        boolean neverLeft = fault instanceof ConnectException
                || fault instanceof HttpConnectTimeoutException
                || fault instanceof UnknownHostException
                || fault instanceof NoRouteToHostException
                || fault instanceof SSLHandshakeException;
        return neverLeft ? new Reply.NeverLeft(words(fault)) : new Reply.NoAnswer(words(fault));
    }

    private static String words(Throwable fault) {
        if (fault.getCause() instanceof UnresolvedAddressException) {
            return "its host is not known";
        }
        return fault.getMessage() == null ? fault.getClass().getSimpleName() : fault.getMessage();
    }

    /** Requests under way end without an answer. */
    @Override
    public void close() {
        client.shutdownNow();
    }
}
