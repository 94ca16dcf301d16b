package io.mooring.platform.web.correlation;

import io.mooring.platform.observability.correlation.Correlation;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;

/** Takes the caller's correlation id or makes one; it is in the Reactor context, the logs and the answer. */
final class CorrelateRequests implements HttpHandler {

    private final HttpHandler next;

    CorrelateRequests(HttpHandler next) {
        this.next = next;
    }

    @Override
    public Mono<Void> handle(ServerHttpRequest request, ServerHttpResponse response) {
        String id = Correlation.acceptOrCreate(request.getHeaders().getFirst(Correlation.HEADER));
        response.getHeaders().set(Correlation.HEADER, id);
        return next.handle(request, response).contextWrite(Correlation.context(id));
    }
}
