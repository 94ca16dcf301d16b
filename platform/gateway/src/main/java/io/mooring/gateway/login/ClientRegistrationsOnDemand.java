package io.mooring.gateway.login;

import io.mooring.gateway.GatewayProblem;
import io.mooring.gateway.GatewaySettings;
import io.mooring.platform.web.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.registration.ReactiveClientRegistrationRepository;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Asks the identity provider for its endpoints when somebody first signs in. Boot asks at start, so that a gateway could
 * not start while the identity provider is down.
 */
@Component
class ClientRegistrationsOnDemand implements ReactiveClientRegistrationRepository {

    static final String ID = "mooring";

    private static final Logger LOG = LoggerFactory.getLogger(ClientRegistrationsOnDemand.class);

    private final GatewaySettings settings;
    private final String secret;
    private final AtomicReference<@Nullable ClientRegistration> known = new AtomicReference<>();

    ClientRegistrationsOnDemand(GatewaySettings settings) {
        this.settings = settings;
        this.secret = secret(settings.login());
    }

    @Override
    public Mono<ClientRegistration> findByRegistrationId(String id) {
        if (!ID.equals(id)) {
            return Mono.empty();
        }
        return Mono.defer(() -> {
            ClientRegistration registration = known.get();
            return registration == null ? discover() : Mono.just(registration);
        });
    }

    private Mono<ClientRegistration> discover() {
        GatewaySettings.Login login = settings.login();
        return Mono.fromCallable(() -> ClientRegistrations.fromIssuerLocation(
                                login.issuer().toString())
                        .registrationId(ID)
                        .clientId(login.clientId())
                        .clientSecret(secret)
                        .redirectUri(settings.url() + "/login/oauth2/code/" + ID)
                        .scope("openid", "profile")
                        .userNameAttributeName("preferred_username")
                        .build())
                .subscribeOn(Schedulers.boundedElastic())
                .timeout(login.timeout())
                .doOnNext(known::set)
                .onErrorMap(failure -> unreachable(login, failure));
    }

    private static ProblemException unreachable(GatewaySettings.Login login, Throwable failure) {
        LOG.warn("The identity provider {} does not answer: {}", login.issuer(), failure.toString());
        return new ProblemException(
                        GatewayProblem.IDENTITY_PROVIDER_DOWN,
                        "Nobody can sign in at present: the identity provider does not answer. Try again in a moment.")
                .withHeader(HttpHeaders.RETRY_AFTER, "5");
    }

    private static String secret(GatewaySettings.Login login) {
        if (login.clientSecret() != null && !login.clientSecret().isBlank()) {
            return login.clientSecret();
        }
        try {
            return Files.readString(login.clientSecretFile()).strip();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    "gateway.login.client-secret-file: " + login.clientSecretFile() + " cannot be read", unreadable);
        }
    }
}
