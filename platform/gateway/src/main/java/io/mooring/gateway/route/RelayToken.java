package io.mooring.gateway.route;

import io.mooring.gateway.login.AccessTokens;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Sends a session's access token on; a caller's own bearer token goes on as it came. */
@Component
class RelayToken implements GatewayFilter {

    private final AccessTokens tokens;

    RelayToken(AccessTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return exchange.getPrincipal()
                .ofType(OAuth2AuthenticationToken.class)
                .flatMap(who -> tokens.of(exchange, who))
                .map(token -> bearing(exchange, token))
                .defaultIfEmpty(exchange)
                .flatMap(chain::filter);
    }

    private static ServerWebExchange bearing(ServerWebExchange exchange, String token) {
        return exchange.mutate()
                .request(request ->
                        request.headers(headers -> headers.set(HttpHeaders.AUTHORIZATION, "Bearer " + token)))
                .build();
    }
}
