package io.mooring.gateway.limit;

import io.mooring.gateway.GatewayProblem;
import io.mooring.gateway.GatewaySettings;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Per user or token, once they are known: it stands inside the security chain, so it is no WebFilter by itself. */
@Component
public class LimitCallers {

    private final TokenBuckets buckets;
    private final Refusal refusal;

    LimitCallers(GatewaySettings settings, InstantSource clock, Refusal refusal) {
        this.buckets = new TokenBuckets(settings.limits().user(), clock);
        this.refusal = refusal;
    }

    /** Shaped as a WebFilter's method. */
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return ReactiveSecurityContextHolder.getContext()
                .mapNotNull(SecurityContext::getAuthentication)
                .map(who -> buckets.take(who.getName()))
                .defaultIfEmpty(Duration.ZERO)
                .flatMap(wait -> wait.isZero()
                        ? chain.filter(exchange)
                        : Mono.error(refusal.of(GatewayProblem.TOO_MANY_REQUESTS, "user", wait)));
    }
}
