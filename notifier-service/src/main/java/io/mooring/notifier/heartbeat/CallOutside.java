package io.mooring.notifier.heartbeat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;

/** Calls the address. It is a secret, so nothing that is said of a failure names it. */
final class CallOutside {

    private final HeartbeatSettings settings;
    private final HttpClient http;

    CallOutside(HeartbeatSettings settings) {
        this.settings = settings;
        this.http = HttpClient.newBuilder()
                .connectTimeout(settings.timeout())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
    }

    /** Why it was not taken; empty when it was. */
    Mono<String> call() {
        return Mono.fromFuture(() -> http.sendAsync(request(), BodyHandlers.discarding()))
                .timeout(settings.timeout())
                .mapNotNull(CallOutside::refusal)
                .onErrorResume(failure -> Mono.just("The address did not answer ("
                        + Exceptions.unwrap(failure).getClass().getSimpleName() + ")."));
    }

    private HttpRequest request() {
        return HttpRequest.newBuilder(URI.create(settings.url()))
                .timeout(settings.timeout())
                .method(settings.method(), BodyPublishers.noBody())
                .build();
    }

    private static @Nullable String refusal(HttpResponse<?> answer) {
        boolean taken = answer.statusCode() / 100 == 2;
        return taken ? null : "The address answered " + answer.statusCode() + ".";
    }
}
