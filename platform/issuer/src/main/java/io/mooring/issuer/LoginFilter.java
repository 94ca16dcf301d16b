package io.mooring.issuer;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses a sign-in attempt before the password is looked at, once there were too many. */
final class LoginFilter extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(LoginFilter.class);

    private final LoginGuard guard;
    private final LoginPage page;

    LoginFilter(LoginGuard guard, LoginPage page) {
        this.guard = guard;
        this.page = page;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !("POST".equals(request.getMethod()) && LoginPage.PATH.equals(request.getServletPath()));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Duration wait = guard.begin(request);
        if (wait.isZero()) {
            chain.doFilter(request, response);
            return;
        }
        LOG.warn("Too many sign-in attempts from {}: refused for {} s", request.getRemoteAddr(), wait.toSeconds());
        page.tooManyAttempts(request, response, wait);
    }
}
