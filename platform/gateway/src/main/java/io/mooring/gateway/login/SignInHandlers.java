package io.mooring.gateway.login;

import io.mooring.gateway.limit.LimitSignIns;
import io.mooring.gateway.page.Pages;
import io.mooring.gateway.report.SecurityReports;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.server.WebFilterExchange;
import org.springframework.security.web.server.authentication.RedirectServerAuthenticationSuccessHandler;
import org.springframework.security.web.server.authentication.ServerAuthenticationFailureHandler;
import org.springframework.security.web.server.authentication.ServerAuthenticationSuccessHandler;
import org.springframework.security.web.server.savedrequest.NoOpServerRequestCache;
import reactor.core.publisher.Mono;

/** What follows a sign-in: on success the console, otherwise words and a way to try again. */
final class SignInHandlers implements ServerAuthenticationSuccessHandler, ServerAuthenticationFailureHandler {

    private static final Logger LOG = LoggerFactory.getLogger(SignInHandlers.class);

    private final RedirectServerAuthenticationSuccessHandler goOn = new RedirectServerAuthenticationSuccessHandler("/");
    private final Pages pages;
    private final LimitSignIns limit;
    private final SecurityReports reports;

    SignInHandlers(Pages pages, LimitSignIns limit, SecurityReports reports) {
        this.goOn.setRequestCache(NoOpServerRequestCache.getInstance());
        this.pages = pages;
        this.limit = limit;
        this.reports = reports;
    }

    @Override
    public Mono<Void> onAuthenticationSuccess(WebFilterExchange filter, Authentication who) {
        limit.finished(filter.getExchange());
        reports.signedIn(filter.getExchange(), who);
        return goOn.onAuthenticationSuccess(filter, who);
    }

    @Override
    public Mono<Void> onAuthenticationFailure(WebFilterExchange filter, AuthenticationException failure) {
        LOG.warn("A sign-in failed: {}", failure.toString());
        reports.signInFailed(filter.getExchange());
        return pages.show(
                filter.getExchange(),
                HttpStatus.UNAUTHORIZED,
                "Signing in did not work",
                "The sign-in was interrupted, was open for too long, or began in another browser. Try again.");
    }
}
