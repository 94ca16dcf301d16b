package io.mooring.platform.web.address;

import io.mooring.platform.web.problem.PlatformProblem;
import io.mooring.platform.web.problem.ProblemException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Refuses an address with the character NUL, which no text in PostgreSQL can hold: any query with it would fail. */
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
final class RefuseNul implements WebFilter {

    private static final String NUL = "%00";

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        URI address = exchange.getRequest().getURI();
        return holdsNul(address.getRawPath()) || holdsNul(address.getRawQuery())
                ? Mono.error(refused())
                : chain.filter(exchange);
    }

    private static boolean holdsNul(@Nullable String part) {
        return part != null && part.contains(NUL);
    }

    private static ProblemException refused() {
        return new ProblemException(
                PlatformProblem.INVALID_REQUEST,
                "The address contains " + NUL + ", a character that no text here can hold. Leave it out.");
    }
}
