package io.mooring.gateway.login;

import io.mooring.gateway.GatewaySettings;
import java.net.URI;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Begins every sign-in at the gateway's own address: the identity provider sends people back there, and a cookie that was given
 * to another name of this host (127.0.0.1 for localhost) would not come along.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 70)
final class SignInAtOwnAddress implements WebFilter {

    private static final String PATH = "/oauth2/authorization/mooring";
    /** A proxy may hide the name that the browser uses: who was sent once is not sent again. */
    private static final String SENT = "sent";

    private final URI own;

    SignInAtOwnAddress(GatewaySettings settings) {
        this.own = settings.url();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        if (!PATH.equals(request.getPath().value())
                || own.getHost().equalsIgnoreCase(request.getURI().getHost())
                || request.getQueryParams().containsKey(SENT)) {
            return chain.filter(exchange);
        }
        exchange.getResponse().setStatusCode(HttpStatus.FOUND);
        exchange.getResponse().getHeaders().setLocation(URI.create(own + PATH + "?" + SENT));
        return exchange.getResponse().setComplete();
    }
}
