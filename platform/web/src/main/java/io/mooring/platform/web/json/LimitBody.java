package io.mooring.platform.web.json;

import io.mooring.platform.web.problem.PlatformProblem;
import io.mooring.platform.web.problem.ProblemException;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Refuses a body that says it is too large before reading it, and one that does not say so while reading it. */
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
final class LimitBody implements WebFilter {

    private final long maxBytes;

    LimitBody(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (exchange.getRequest().getHeaders().getContentLength() > maxBytes) {
            return Mono.error(tooLarge());
        }
        return chain.filter(
                exchange.mutate().request(counting(exchange.getRequest())).build());
    }

    private ServerHttpRequest counting(ServerHttpRequest request) {
        return new ServerHttpRequestDecorator(request) {
            @Override
            public Flux<DataBuffer> getBody() {
                AtomicLong read = new AtomicLong();
                return super.getBody().map(buffer -> count(buffer, read));
            }
        };
    }

    private DataBuffer count(DataBuffer buffer, AtomicLong read) {
        if (read.addAndGet(buffer.readableByteCount()) > maxBytes) {
            DataBufferUtils.release(buffer);
            throw tooLarge();
        }
        return buffer;
    }

    private ProblemException tooLarge() {
        return new ProblemException(
                PlatformProblem.BODY_TOO_LARGE,
                "The body is larger than " + maxBytes + " bytes, the most accepted here.");
    }
}
