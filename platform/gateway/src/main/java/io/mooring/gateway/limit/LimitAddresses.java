package io.mooring.gateway.limit;

import io.mooring.gateway.GatewayProblem;
import io.mooring.gateway.GatewaySettings;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Per address, before anybody is asked who they are: guessing tokens costs the guesser, not us. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 60)
class LimitAddresses implements WebFilter {

    private final TokenBuckets buckets;
    private final Refusal refusal;

    LimitAddresses(GatewaySettings settings, InstantSource clock, Refusal refusal) {
        this.buckets = new TokenBuckets(settings.limits().address(), clock);
        this.refusal = refusal;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        Duration wait = buckets.take(CallerAddress.of(exchange));
        return wait.isZero()
                ? chain.filter(exchange)
                : Mono.error(refusal.of(GatewayProblem.TOO_MANY_REQUESTS, "address", wait));
    }
}
