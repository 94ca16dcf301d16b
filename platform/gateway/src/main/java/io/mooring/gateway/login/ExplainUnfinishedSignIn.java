package io.mooring.gateway.login;

import io.mooring.gateway.GatewayProblem;
import io.mooring.platform.web.problem.ProblemException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClientException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * A person comes back from the identity provider, and now it does not answer us. Spring takes only what it does answer for a
 * failed sign-in; anything else would end as a fault of ours.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 71)
class ExplainUnfinishedSignIn implements WebFilter {

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return exchange.getRequest().getPath().value().startsWith("/login/oauth2/code/")
                ? chain.filter(exchange).onErrorMap(WebClientException.class, ExplainUnfinishedSignIn::away)
                : chain.filter(exchange);
    }

    private static ProblemException away(WebClientException failure) {
        return new ProblemException(
                        GatewayProblem.IDENTITY_PROVIDER_DOWN,
                        "Signing in could not be finished: the identity provider does not answer. Try again in a moment.")
                .withHeader(HttpHeaders.RETRY_AFTER, "5")
                .causedBy(failure);
    }
}
