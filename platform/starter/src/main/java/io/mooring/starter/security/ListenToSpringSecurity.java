package io.mooring.starter.security;

import io.mooring.events.common.Outcome;
import io.mooring.events.security.SecurityEventKind;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.security.authentication.event.LogoutSuccessEvent;
import org.springframework.security.authorization.event.AuthorizationDeniedEvent;
import org.springframework.security.core.Authentication;

/**
 * Runs within the request that Spring Security decides on, so it only makes an event and puts it into a buffer, and no
 * fault of ours reaches the request.
 */
final class ListenToSpringSecurity {

    private static final Logger LOG = LoggerFactory.getLogger(ListenToSpringSecurity.class);
    private static final String BEARER_TOKENS = "org.springframework.security.oauth2.server.resource.";

    private final SecurityEvents events;
    private final PublishSecurityEvents publish;

    ListenToSpringSecurity(SecurityEvents events, PublishSecurityEvents publish) {
        this.events = events;
        this.publish = publish;
    }

    /** A bearer token is checked with every request: that is no login. */
    @EventListener
    void loggedIn(AuthenticationSuccessEvent event) {
        Authentication who = event.getAuthentication();
        if (!isBearerToken(who)) {
            tell(SecurityEventKind.LOGIN_SUCCEEDED, Outcome.SUCCEEDED, who, "");
        }
    }

    @EventListener
    void loginFailed(AbstractAuthenticationFailureEvent event) {
        if (isBearerToken(event.getAuthentication())) {
            tell(SecurityEventKind.TOKEN_REJECTED, Outcome.DENIED, null, reason(event));
        } else {
            tell(SecurityEventKind.LOGIN_FAILED, Outcome.FAILED, null, reason(event));
        }
    }

    @EventListener
    void loggedOut(LogoutSuccessEvent event) {
        tell(SecurityEventKind.LOGGED_OUT, Outcome.SUCCEEDED, event.getAuthentication(), "");
    }

    /** Somebody who has not logged in yet is asked to, not denied. */
    @EventListener
    void denied(AuthorizationDeniedEvent<?> event) {
        Authentication who = event.getAuthentication().get();
        if (who != null && who.isAuthenticated() && !(who instanceof AnonymousAuthenticationToken)) {
            tell(SecurityEventKind.ACCESS_DENIED, Outcome.DENIED, who, "not-permitted");
        }
    }

    private void tell(SecurityEventKind kind, Outcome outcome, @Nullable Authentication who, String reason) {
        try {
            publish.publish(
                    events.of(kind, outcome, who == null ? null : who.getName(), reason.isEmpty() ? null : reason));
        } catch (RuntimeException failed) {
            LOG.debug("No security event of {}", kind, failed);
        }
    }

    /** By name: the module that holds the classes need not be there. */
    private static boolean isBearerToken(Authentication authentication) {
        for (Class<?> type = authentication.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getName().startsWith(BEARER_TOKENS)) {
                return true;
            }
        }
        return false;
    }

    /** {@code bad-credentials} from {@code AuthenticationFailureBadCredentialsEvent}. */
    private static String reason(AbstractAuthenticationFailureEvent event) {
        return event.getClass()
                .getSimpleName()
                .replaceFirst("^AuthenticationFailure", "")
                .replaceFirst("Event$", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }
}
