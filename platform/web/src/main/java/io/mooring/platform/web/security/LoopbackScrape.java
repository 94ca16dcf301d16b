package io.mooring.platform.web.security;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;

/**
 * A Prometheus on the same host needs no token; one elsewhere does. The address is that of the connection itself, and
 * anything that came through a proxy does not count: the gateway on this host speaks for callers that are not.
 */
final class LoopbackScrape implements ServerWebExchangeMatcher {

    private static final List<String> PROXIED = List.of("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via");

    @Override
    public Mono<MatchResult> matches(ServerWebExchange exchange) {
        Object connection = ServerHttpRequestDecorator.getNativeRequest(exchange.getRequest());
        return connection instanceof HttpServerRequest request && isLocal(request) && isDirect(exchange.getRequest())
                ? MatchResult.match()
                : MatchResult.notMatch();
    }

    private static boolean isLocal(HttpServerRequest request) {
        SocketAddress peer = request.connectionRemoteAddress();
        return peer instanceof InetSocketAddress address
                && address.getAddress() != null
                && address.getAddress().isLoopbackAddress();
    }

    private static boolean isDirect(ServerHttpRequest request) {
        return PROXIED.stream().noneMatch(header -> request.getHeaders().containsHeader(header));
    }
}
