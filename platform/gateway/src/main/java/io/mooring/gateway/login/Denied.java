package io.mooring.gateway.login;

import io.mooring.gateway.GatewayProblem;
import io.mooring.gateway.page.Pages;
import io.mooring.gateway.report.SecurityReports;
import io.mooring.platform.web.problem.ProblemException;
import io.mooring.platform.web.problem.ProblemHandler;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.server.authorization.ServerAccessDeniedHandler;
import org.springframework.security.web.server.csrf.CsrfException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** 403 in words, told to the security rules. */
final class Denied implements ServerAccessDeniedHandler {

    private final ProblemHandler problems;
    private final Pages pages;
    private final SecurityReports reports;

    Denied(ProblemHandler problems, Pages pages, SecurityReports reports) {
        this.problems = problems;
        this.pages = pages;
        this.reports = reports;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, AccessDeniedException failure) {
        boolean forged = failure instanceof CsrfException;
        return reports.accessDenied(exchange, forged ? "csrf-token-wrong" : "role-missing")
                .then(Mono.defer(() -> answer(exchange, forged ? csrf() : failure)));
    }

    private Mono<Void> answer(ServerWebExchange exchange, Throwable failure) {
        return Pages.isPage(exchange)
                ? pages.show(
                        exchange,
                        HttpStatus.FORBIDDEN,
                        "You may not see this",
                        "You are signed in, but none of Mooring's roles is yours. Ask your administrator for one.")
                : problems.handle(exchange, failure);
    }

    private static ProblemException csrf() {
        return new ProblemException(
                GatewayProblem.CSRF_TOKEN_WRONG,
                "Send the value of the cookie XSRF-TOKEN in the header X-XSRF-TOKEN, or use a bearer token.");
    }
}
