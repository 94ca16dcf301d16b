package io.mooring.gateway.route;

import io.mooring.platform.observability.correlation.Correlation;
import java.util.List;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/** What comes back from a service: no cookies, no word on its software, and the correlation id only once. */
@Component
class CleanResponseHeaders implements HttpHeadersFilter {

    private static final List<String> DROPPED =
            List.of(HttpHeaders.SET_COOKIE, HttpHeaders.SERVER, "X-Powered-By", Correlation.HEADER);

    @Override
    public HttpHeaders filter(HttpHeaders input, ServerWebExchange exchange) {
        HttpHeaders clean = new HttpHeaders();
        clean.putAll(input);
        DROPPED.forEach(clean::remove);
        return clean;
    }

    @Override
    public boolean supports(Type type) {
        return type == Type.RESPONSE;
    }
}
