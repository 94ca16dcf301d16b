package io.mooring.gateway.login;

import io.mooring.gateway.GatewayProblem;
import io.mooring.gateway.GatewaySettings;
import io.mooring.platform.web.problem.ProblemException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.security.oauth2.client.ClientAuthorizationException;
import org.springframework.security.oauth2.client.ClientAuthorizationRequiredException;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.ReactiveOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import reactor.core.publisher.Mono;

/**
 * A session's access token, renewed when it runs out. Requests of one session that find it old at the same moment wait for
 * one renewal: a refresh token is good once, so a second renewal would end the session.
 */
@Component
public class AccessTokens {

    private final ReactiveOAuth2AuthorizedClientManager clients;
    private final Duration timeout;
    private final Map<String, Mono<String>> renewals = new ConcurrentHashMap<>();

    AccessTokens(ReactiveOAuth2AuthorizedClientManager clients, GatewaySettings settings) {
        this.clients = clients;
        this.timeout = settings.login().timeout();
    }

    /** @return the token; problem {@code sign-in-required} when the session can have none any more */
    public Mono<String> of(ServerWebExchange exchange, OAuth2AuthenticationToken who) {
        return exchange.getSession()
                .flatMap(session -> renewals.computeIfAbsent(session.getId(), id -> authorize(exchange, session, who)
                        .doFinally(done -> renewals.remove(id))
                        .cache()));
    }

    private Mono<String> authorize(ServerWebExchange exchange, WebSession session, OAuth2AuthenticationToken who) {
        OAuth2AuthorizeRequest request = OAuth2AuthorizeRequest.withClientRegistrationId(
                        who.getAuthorizedClientRegistrationId())
                .principal(who)
                .attribute(ServerWebExchange.class.getName(), exchange)
                .build();
        return Mono.defer(() -> clients.authorize(request))
                .timeout(timeout)
                .map(client -> client.getAccessToken().getTokenValue())
                .switchIfEmpty(Mono.defer(() -> end(session)))
                .onErrorResume(
                        failure -> !(failure instanceof ProblemException), failure -> notRenewed(failure, session));
    }

    /** Refused for good, or not answered: a connection that breaks is no OAuth error and comes as it is. */
    private static Mono<String> notRenewed(Throwable failure, WebSession session) {
        boolean refused = failure instanceof ClientAuthorizationRequiredException
                || failure instanceof ClientAuthorizationException answered
                        && OAuth2ErrorCodes.INVALID_GRANT.equals(
                                answered.getError().getErrorCode());
        return refused
                ? end(session)
                : Mono.error(new ProblemException(
                                GatewayProblem.IDENTITY_PROVIDER_DOWN,
                                "Your session cannot be renewed at present: the identity provider does not answer. "
                                        + "Try again in a moment.")
                        .withHeader("Retry-After", "5")
                        .causedBy(failure));
    }

    private static Mono<String> end(WebSession session) {
        return session.invalidate().then(Mono.error(Unauthenticated.sessionEnded()));
    }
}
