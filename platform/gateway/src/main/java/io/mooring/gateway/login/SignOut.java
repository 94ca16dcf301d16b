package io.mooring.gateway.login;

import io.mooring.gateway.GatewaySettings;
import io.mooring.gateway.page.Pages;
import io.mooring.gateway.report.SecurityReports;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.oidc.web.server.logout.OidcClientInitiatedServerLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ReactiveClientRegistrationRepository;
import org.springframework.security.web.server.WebFilterExchange;
import org.springframework.security.web.server.authentication.logout.ServerLogoutSuccessHandler;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Ends the session here, then at the identity provider. A form is redirected there; a script, which cannot follow a
 * redirect to another origin, is told the address: {@code {"location": "…"}}.
 */
final class SignOut implements ServerLogoutSuccessHandler {

    private final OidcClientInitiatedServerLogoutSuccessHandler everywhere;
    private final SecurityReports reports;
    private final JsonMapper json;

    SignOut(
            ReactiveClientRegistrationRepository clients,
            GatewaySettings settings,
            SecurityReports reports,
            JsonMapper json) {
        this.everywhere = new OidcClientInitiatedServerLogoutSuccessHandler(clients);
        this.everywhere.setPostLogoutRedirectUri(settings.url() + "/");
        this.everywhere.setLogoutSuccessUrl(URI.create(settings.url() + "/"));
        this.everywhere.setRedirectStrategy(this::leave);
        this.reports = reports;
        this.json = json;
    }

    @Override
    public Mono<Void> onLogoutSuccess(WebFilterExchange filter, Authentication who) {
        reports.signedOut(filter.getExchange(), who);
        return everywhere.onLogoutSuccess(filter, who);
    }

    private Mono<Void> leave(ServerWebExchange exchange, URI location) {
        ServerHttpResponse response = exchange.getResponse();
        if (Pages.wantsHtml(exchange)) {
            response.setStatusCode(HttpStatus.SEE_OTHER);
            response.getHeaders().setLocation(location);
            return response.setComplete();
        }
        response.setStatusCode(HttpStatus.OK);
        response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
        byte[] body =
                json.writeValueAsString(Map.of("location", location.toString())).getBytes(StandardCharsets.UTF_8);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
    }
}
