package io.mooring.gateway.login;

import io.mooring.gateway.GatewaySettings;
import io.mooring.platform.web.security.Role;
import io.mooring.platform.web.security.TokenDecoders;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.mapping.GrantedAuthoritiesMapper;
import org.springframework.security.oauth2.client.ReactiveOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.ReactiveOAuth2AuthorizedClientProviderBuilder;
import org.springframework.security.oauth2.client.registration.ReactiveClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultReactiveOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.web.server.ServerOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.client.web.server.WebSessionServerOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.oidc.user.OidcUserAuthority;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;

/** Tokens: where a session's are kept, how they are renewed, how a caller's own is checked. */
@Configuration(proxyBeanMethods = false)
class LoginBeans {

    @Bean
    @ConditionalOnMissingBean
    InstantSource clock() {
        return InstantSource.system();
    }

    /** Tokens live and end with the session; Spring's default keeps them by user name, for ever. */
    @Bean
    ServerOAuth2AuthorizedClientRepository tokensOfSessions() {
        return new WebSessionServerOAuth2AuthorizedClientRepository();
    }

    @Bean
    ReactiveOAuth2AuthorizedClientManager tokenRenewal(
            ReactiveClientRegistrationRepository clients,
            ServerOAuth2AuthorizedClientRepository tokens,
            InstantSource clock) {
        DefaultReactiveOAuth2AuthorizedClientManager manager =
                new DefaultReactiveOAuth2AuthorizedClientManager(clients, tokens);
        manager.setAuthorizedClientProvider(ReactiveOAuth2AuthorizedClientProviderBuilder.builder()
                .refreshToken(renewal -> renewal.clock(clock.withZone(ZoneOffset.UTC)))
                .build());
        return manager;
    }

    /** Asks the issuer for its keys at the first token: the gateway starts while the issuer is down. */
    @Bean
    ReactiveJwtDecoder bearerTokens(GatewaySettings settings) {
        GatewaySettings.Login login = settings.login();
        return TokenDecoders.of(login.issuer().toString(), login.audience(), login.clockSkew());
    }

    /** The roles claim of whoever signed in, read as services read it from access tokens. */
    @Bean
    GrantedAuthoritiesMapper rolesOfPeople() {
        return authorities -> {
            Set<GrantedAuthority> granted = new HashSet<>();
            for (GrantedAuthority authority : authorities) {
                if (authority instanceof OidcUserAuthority person) {
                    granted.addAll(Role.authorities(roles(person)));
                }
            }
            return granted;
        };
    }

    private static List<String> roles(OidcUserAuthority person) {
        return person.getAttributes().get("roles") instanceof Collection<?> claim
                ? claim.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList()
                : List.of();
    }
}
