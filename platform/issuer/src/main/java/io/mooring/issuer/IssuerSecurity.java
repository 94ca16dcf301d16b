package io.mooring.issuer;

import static org.springframework.security.config.Customizer.withDefaults;

import java.net.URI;
import java.time.InstantSource;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.FormLoginConfigurer;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationValidator;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.session.HttpSessionEventPublisher;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;

/** Who may see what: the protocol's endpoints first, then the pages for people. */
@Configuration(proxyBeanMethods = false)
class IssuerSecurity {

    @Bean
    @Order(1)
    SecurityFilterChain protocol(HttpSecurity http, IssuerSettings settings) throws Exception {
        http.oauth2AuthorizationServer(server -> {
            http.securityMatcher(server.getEndpointsMatcher());
            server.oidc(withDefaults());
            server.authorizationEndpoint(endpoint ->
                    endpoint.authenticationProviders(providers -> providers.forEach(IssuerSecurity::exactRedirects)));
        });
        http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated());
        http.exceptionHandling(errors -> errors.defaultAuthenticationEntryPointFor(
                new LoginUrlAuthenticationEntryPoint(LoginPage.PATH),
                new MediaTypeRequestMatcher(MediaType.TEXT_HTML)));
        return headers(http, settings).build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain pages(HttpSecurity http, IssuerSettings settings, LoginPage page, LoginGuard guard)
            throws Exception {
        http.authorizeHttpRequests(
                requests -> requests.requestMatchers(LoginPage.PATH, "/issuer.css", "/error", "/actuator/health/**")
                        .permitAll()
                        .anyRequest()
                        .authenticated());
        http.formLogin(form -> signIn(form, page, guard));
        http.addFilterBefore(new LoginFilter(guard, page), UsernamePasswordAuthenticationFilter.class);
        return headers(http, settings).build();
    }

    @Bean
    LoginPage loginPage() {
        return new LoginPage();
    }

    @Bean
    LoginGuard loginGuard(IssuerSettings settings, InstantSource clock) {
        return new LoginGuard(settings.login(), clock);
    }

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    /** Ended sessions leave the registry that sign-out looks into. */
    @Bean
    HttpSessionEventPublisher sessionEvents() {
        return new HttpSessionEventPublisher();
    }

    private static void signIn(FormLoginConfigurer<HttpSecurity> form, LoginPage page, LoginGuard guard) {
        AuthenticationSuccessHandler goOn = new SavedRequestAwareAuthenticationSuccessHandler();
        form.loginPage(LoginPage.PATH)
                .successHandler((request, response, who) -> {
                    guard.succeeded(request);
                    goOn.onAuthenticationSuccess(request, response, who);
                })
                .failureHandler((request, response, why) -> page.wrongPassword(request, response));
    }

    /** Browsers apply form-action to every redirect after the form, so the console's origin belongs into it. */
    private static HttpSecurity headers(HttpSecurity http, IssuerSettings settings) throws Exception {
        String origins = Stream.concat(
                        settings.console().redirectUris().stream(),
                        settings.console().postLogoutRedirectUris().stream())
                .map(IssuerSecurity::origin)
                .distinct()
                .collect(Collectors.joining(" "));
        return http.headers(headers -> headers.contentSecurityPolicy(
                        policy -> policy.policyDirectives("default-src 'none'; style-src 'self'; img-src 'self' data:; "
                                + "base-uri 'none'; frame-ancestors 'none'; form-action 'self' " + origins))
                .referrerPolicy(withDefaults()));
    }

    private static String origin(URI uri) {
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    /** Spring lets the port of 127.0.0.1 vary (RFC 8252, for native applications). Nothing native signs in here. */
    private static void exactRedirects(AuthenticationProvider provider) {
        if (provider instanceof OAuth2AuthorizationCodeRequestAuthenticationProvider codes) {
            codes.setAuthenticationValidator(
                    new OAuth2AuthorizationCodeRequestAuthenticationValidator().andThen(IssuerSecurity::refuseOthers));
        }
    }

    private static void refuseOthers(OAuth2AuthorizationCodeRequestAuthenticationContext context) {
        OAuth2AuthorizationCodeRequestAuthenticationToken request = context.getAuthentication();
        if (request.getRedirectUri() == null
                || !context.getRegisteredClient().getRedirectUris().contains(request.getRedirectUri())) {
            throw new OAuth2AuthorizationCodeRequestAuthenticationException(
                    new OAuth2Error(OAuth2ErrorCodes.INVALID_REQUEST, "redirect_uri is not registered", null), null);
        }
    }
}
