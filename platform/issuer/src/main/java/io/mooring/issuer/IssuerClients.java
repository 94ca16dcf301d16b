package io.mooring.issuer;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/** The two applications that may ask for tokens: the gateway and the command line. */
@Configuration(proxyBeanMethods = false)
class IssuerClients {

    static final String CONSOLE = "mooring-console";
    static final String CLI = "mooring-cli";

    @Bean
    RegisteredClientRepository clients(IssuerSettings settings, PasswordEncoder encoder) {
        return new InMemoryRegisteredClientRepository(
                console(settings.console(), encoder), cli(settings.cli(), encoder));
    }

    private static RegisteredClient console(IssuerSettings.Console console, PasswordEncoder encoder) {
        return confidential(CONSOLE, "Mooring console", encoder.encode(console.secretText()))
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
                .redirectUris(add(console.redirectUris()))
                .postLogoutRedirectUris(add(console.postLogoutRedirectUris()))
                .scopes(scopes -> scopes.addAll(List.of("openid", "profile")))
                .clientSettings(ClientSettings.builder().requireProofKey(true).build())
                .tokenSettings(TokenSettings.builder()
                        .accessTokenTimeToLive(console.tokenLifetime())
                        .refreshTokenTimeToLive(console.sessionLifetime())
                        .reuseRefreshTokens(false)
                        .build())
                .build();
    }

    private static RegisteredClient cli(IssuerSettings.Cli cli, PasswordEncoder encoder) {
        return confidential(CLI, "Mooring command line", encoder.encode(cli.secretText()))
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .scopes(scopes -> scopes.addAll(cli.scopes()))
                .tokenSettings(TokenSettings.builder()
                        .accessTokenTimeToLive(cli.tokenLifetime())
                        .build())
                .build();
    }

    private static RegisteredClient.Builder confidential(String id, String name, String secret) {
        return RegisteredClient.withId(id)
                .clientId(id)
                .clientName(name)
                .clientSecret(secret)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST);
    }

    private static Consumer<Set<String>> add(List<URI> uris) {
        return set -> uris.forEach(uri -> set.add(uri.toString()));
    }
}
