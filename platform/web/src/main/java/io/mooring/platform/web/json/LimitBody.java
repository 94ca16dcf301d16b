package io.mooring.platform.web.json;

import io.mooring.platform.web.problem.PlatformProblem;
import io.mooring.platform.web.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.util.unit.DataSize;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Refuses a body that says it is too large without keeping any of it, and one that does not say so while reading it. What was
 * announced is read on and thrown away, within bounds, before the answer: many senders, such as a gateway, read no answer before
 * they have sent everything, and would be told that the connection broke.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
final class LimitBody implements WebFilter {

    private static final long MOST_THROWN_AWAY = DataSize.ofMegabytes(32).toBytes();
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final long mostElsewhere;
    private final List<Limit> limits;

    /** @param limits of paths; of several that match the first counts */
    LimitBody(DataSize mostElsewhere, List<BodyLimit> limits) {
        this.mostElsewhere = mostElsewhere.toBytes();
        this.limits = limits.stream().flatMap(Limit::of).toList();
    }

    private record Limit(PathPattern path, long bytes) {

        static Stream<Limit> of(BodyLimit limit) {
            return limit.patterns().stream()
                    .map(PathPatternParser.defaultInstance::parse)
                    .map(path -> new Limit(path, limit.most().toBytes()));
        }
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        long maxBytes = most(exchange.getRequest());
        if (exchange.getRequest().getHeaders().getContentLength() > maxBytes) {
            return throwAway(exchange.getRequest()).then(Mono.error(() -> tooLarge(maxBytes)));
        }
        return chain.filter(exchange.mutate()
                .request(counting(exchange.getRequest(), maxBytes))
                .build());
    }

    private static Mono<Void> throwAway(ServerHttpRequest request) {
        AtomicLong read = new AtomicLong();
        return request.getBody()
                .doOnNext(buffer -> {
                    read.addAndGet(buffer.readableByteCount());
                    DataBufferUtils.release(buffer);
                })
                .takeUntil(buffer -> read.get() > MOST_THROWN_AWAY)
                .then()
                .timeout(LONGEST)
                .onErrorComplete();
    }

    private long most(ServerHttpRequest request) {
        PathContainer path = request.getPath().pathWithinApplication();
        return limits.stream()
                .filter(limit -> limit.path().matches(path))
                .findFirst()
                .map(Limit::bytes)
                .orElse(mostElsewhere);
    }

    private static ServerHttpRequest counting(ServerHttpRequest request, long maxBytes) {
        return new ServerHttpRequestDecorator(request) {
            @Override
            public Flux<DataBuffer> getBody() {
                AtomicLong read = new AtomicLong();
                return super.getBody().map(buffer -> count(buffer, read, maxBytes));
            }
        };
    }

    private static DataBuffer count(DataBuffer buffer, AtomicLong read, long maxBytes) {
        if (read.addAndGet(buffer.readableByteCount()) > maxBytes) {
            DataBufferUtils.release(buffer);
            throw tooLarge(maxBytes);
        }
        return buffer;
    }

    private static ProblemException tooLarge(long maxBytes) {
        return new ProblemException(
                PlatformProblem.BODY_TOO_LARGE,
                "The body is larger than " + maxBytes + " bytes, the most accepted here.");
    }
}
