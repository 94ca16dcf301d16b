package io.mooring.issuer;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;

/** What stands in tokens, and what signs them. */
@Configuration(proxyBeanMethods = false)
class IssuerTokens {

    static final String AUDIENCE = "mooring";
    private static final String ROLE = "role:";

    @Bean
    AuthorizationServerSettings issuer(IssuerSettings settings) {
        return AuthorizationServerSettings.builder()
                .issuer(settings.url().toString())
                .build();
    }

    @Bean
    JWKSource<SecurityContext> keys(IssuerSettings settings) {
        return new ImmutableJWKSet<>(new JWKSet(SigningKey.in(settings.keyFile())));
    }

    /** The user information endpoint checks its own tokens. */
    @Bean
    JwtDecoder decoder(JWKSource<SecurityContext> keys) {
        return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
    }

    @Bean
    OAuth2AuthorizationService authorizations() {
        return new RecentAuthorizations(2_000);
    }

    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> claims(IssuerUsers users) {
        return context -> {
            if (OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
                context.getClaims().audience(List.of(AUDIENCE));
            }
            if (AuthorizationGrantType.CLIENT_CREDENTIALS.equals(context.getAuthorizationGrantType())) {
                application(context);
            } else {
                person(context, users);
            }
        };
    }

    /** An application gets the roles it asks for, of those its registration allows. */
    private static void application(JwtEncodingContext context) {
        List<String> roles = context.getAuthorizedScopes().stream()
                .filter(scope -> scope.startsWith(ROLE))
                .map(scope -> scope.substring(ROLE.length()))
                .sorted()
                .toList();
        say(
                context,
                context.getRegisteredClient().getClientId(),
                context.getRegisteredClient().getClientName(),
                roles);
    }

    /** Roles are read anew at every refresh; a user who is gone gets no token any more. */
    private static void person(JwtEncodingContext context, IssuerUsers users) {
        IssuerSettings.User user = users.find(context.getPrincipal().getName())
                .orElseThrow(() -> new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT));
        say(context, user.name(), user.shownName(), user.roles());
    }

    private static void say(JwtEncodingContext context, String username, String name, List<String> roles) {
        context.getClaims()
                .claim("preferred_username", username)
                .claim("name", name)
                .claim("roles", roles);
    }
}
