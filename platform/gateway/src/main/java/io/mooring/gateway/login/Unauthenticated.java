package io.mooring.gateway.login;

import io.mooring.gateway.GatewayProblem;
import io.mooring.gateway.report.SecurityReports;
import io.mooring.platform.web.problem.ProblemException;
import io.mooring.platform.web.problem.ProblemHandler;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Who is not signed in and must be: 401 in words. The console is open to strangers and shows its sign-in itself. */
final class Unauthenticated implements ServerAuthenticationEntryPoint {

    private final ProblemHandler problems;
    private final SecurityReports reports;

    Unauthenticated(ProblemHandler problems, SecurityReports reports) {
        this.problems = problems;
        this.reports = reports;
    }

    @Override
    public Mono<Void> commence(ServerWebExchange exchange, AuthenticationException failure) {
        if (exchange.getRequest().getHeaders().containsHeader(HttpHeaders.AUTHORIZATION)) {
            return refuseToken(exchange, failure);
        }
        return problems.handle(exchange, sessionEnded());
    }

    static ProblemException sessionEnded() {
        return new ProblemException(
                GatewayProblem.SIGN_IN_REQUIRED,
                "You are not signed in, or your session has ended. Sign in again, or send a bearer token.");
    }

    /** RFC 6750 §3. A token that cannot be checked because the issuer is down is not the caller's fault. */
    private Mono<Void> refuseToken(ServerWebExchange exchange, AuthenticationException failure) {
        if (failure instanceof OAuth2AuthenticationException) {
            exchange.getResponse().getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
            reports.tokenRejected(exchange);
        }
        return problems.handle(exchange, failure);
    }
}
