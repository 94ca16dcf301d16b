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

/**
 * Counts sign-ins that begin and gives back those that succeed: whoever only begins them, and fills the sessions that
 * remember them, is soon refused.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 61)
public class LimitSignIns implements WebFilter {

    private final TokenBuckets buckets;
    private final Refusal refusal;

    LimitSignIns(GatewaySettings settings, InstantSource clock, Refusal refusal) {
        this.buckets = new TokenBuckets(settings.limits().login(), clock);
        this.refusal = refusal;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (!exchange.getRequest().getPath().value().startsWith("/oauth2/authorization/")) {
            return chain.filter(exchange);
        }
        Duration wait = buckets.take(CallerAddress.of(exchange));
        return wait.isZero()
                ? chain.filter(exchange)
                : Mono.error(refusal.of(GatewayProblem.TOO_MANY_SIGN_INS, "login", wait));
    }

    /** A sign-in that began at this address has succeeded. */
    public void finished(ServerWebExchange exchange) {
        buckets.giveBack(CallerAddress.of(exchange));
    }
}
