package io.mooring.gateway.route;

import io.mooring.gateway.GatewaySettings;
import io.mooring.gateway.limit.CallerAddress;
import io.mooring.platform.observability.correlation.Correlation;
import java.util.List;
import java.util.Locale;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * What goes on to a service: nothing by which a caller could pretend to be someone or somewhere else, no cookie, and our
 * own word on where the request came from. Whoever expects 100 was answered here already; a service that refuses such a request hangs up,
 * and its answer would be lost beneath the body that is still being sent. Spring strips the hop-by-hop headers (RFC 9110 §7.6.1).
 */
@Component
class CleanRequestHeaders implements HttpHeadersFilter, Ordered {

    private static final List<String> DROPPED = List.of(
            "cookie",
            "expect",
            "x-xsrf-token",
            "forwarded",
            "via",
            "x-real-ip",
            "true-client-ip",
            "cf-connecting-ip",
            "client-ip",
            "remote-user",
            "remote-groups",
            "remote-name",
            "remote-email",
            "x-roles",
            "x-role",
            "x-groups",
            "x-scopes",
            "x-email",
            "x-username",
            "x-principal",
            "x-tenant",
            "x-original-url",
            "x-rewrite-url",
            "x-http-method",
            "x-http-method-override",
            "x-method-override");
    private static final List<String> DROPPED_PREFIXES = List.of(
            "x-forwarded-",
            "x-user",
            "x-auth-",
            "x-authenticated-",
            "x-remote-",
            "x-webauth-",
            "x-ssl-",
            "x-client-",
            "ssl-client-",
            "x-mooring-");

    private final GatewaySettings settings;

    CleanRequestHeaders(GatewaySettings settings) {
        this.settings = settings;
    }

    @Override
    public HttpHeaders filter(HttpHeaders input, ServerWebExchange exchange) {
        HttpHeaders clean = new HttpHeaders();
        input.forEach((name, values) -> {
            if (!isDropped(name.toLowerCase(Locale.ROOT))) {
                clean.addAll(name, values);
            }
        });
        clean.set("X-Forwarded-For", CallerAddress.of(exchange));
        clean.set("X-Forwarded-Proto", settings.url().getScheme());
        clean.set("X-Forwarded-Host", settings.url().getRawAuthority());
        String correlation = exchange.getResponse().getHeaders().getFirst(Correlation.HEADER);
        if (correlation != null) {
            clean.set(Correlation.HEADER, correlation);
        }
        return clean;
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE - 10;
    }

    private static boolean isDropped(String name) {
        return DROPPED.contains(name) || DROPPED_PREFIXES.stream().anyMatch(name::startsWith);
    }
}
