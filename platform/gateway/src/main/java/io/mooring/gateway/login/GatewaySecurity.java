package io.mooring.gateway.login;

import io.mooring.gateway.GatewaySettings;
import io.mooring.gateway.console.ConsoleFiles;
import io.mooring.gateway.limit.LimitCallers;
import io.mooring.gateway.limit.LimitSignIns;
import io.mooring.gateway.page.Pages;
import io.mooring.gateway.report.SecurityReports;
import io.mooring.platform.web.problem.ProblemHandler;
import io.mooring.platform.web.security.ReadAuthorities;
import io.mooring.platform.web.security.Scrapes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity.AuthorizeExchangeSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.CsrfSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.FormLoginSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.HttpBasicSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.LogoutSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.RequestCacheSpec;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.registration.ReactiveClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.server.DefaultServerOAuth2AuthorizationRequestResolver;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authentication.logout.DelegatingServerLogoutHandler;
import org.springframework.security.web.server.authentication.logout.SecurityContextServerLogoutHandler;
import org.springframework.security.web.server.authentication.logout.ServerLogoutHandler;
import org.springframework.security.web.server.authentication.logout.WebSessionServerLogoutHandler;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.csrf.CookieServerCsrfTokenRepository;
import org.springframework.security.web.server.csrf.ServerCsrfTokenRequestAttributeHandler;
import org.springframework.security.web.server.util.matcher.OrServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;
import tools.jackson.databind.json.JsonMapper;

/** Who may do what at this door. Services check the role of each act again. */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
class GatewaySecurity {

    @Bean
    Unauthenticated unauthenticated(ProblemHandler problems, SecurityReports reports) {
        return new Unauthenticated(problems, reports);
    }

    @Bean
    Denied denied(ProblemHandler problems, Pages pages, SecurityReports reports) {
        return new Denied(problems, pages, reports);
    }

    @Bean
    SignInHandlers signIn(Pages pages, LimitSignIns limit, SecurityReports reports) {
        return new SignInHandlers(pages, limit, reports);
    }

    @Bean
    SignOut signOut(
            ReactiveClientRegistrationRepository clients,
            GatewaySettings settings,
            SecurityReports reports,
            JsonMapper json) {
        return new SignOut(clients, settings, reports, json);
    }

    @Bean
    SecurityWebFilterChain securityChain(
            ServerHttpSecurity http,
            GatewaySettings settings,
            ReactiveClientRegistrationRepository clients,
            Unauthenticated unauthenticated,
            Denied denied,
            SignInHandlers signIn,
            SignOut signOut,
            LimitCallers limit) {
        return http.authorizeExchange(rules -> rules(rules, settings))
                .oauth2Login(login -> login.authorizationRequestResolver(withProofKey(clients))
                        .authenticationSuccessHandler(signIn)
                        .authenticationFailureHandler(signIn))
                .oauth2ResourceServer(server -> server.authenticationEntryPoint(unauthenticated)
                        .accessDeniedHandler(denied)
                        .jwt(jwt -> jwt.jwtAuthenticationConverter(new ReadAuthorities())))
                .exceptionHandling(errors ->
                        errors.authenticationEntryPoint(unauthenticated).accessDeniedHandler(denied))
                // The console itself remembers which page was asked for.
                .requestCache(RequestCacheSpec::disable)
                .csrf(csrf -> csrf.csrfTokenRepository(csrfCookie(settings))
                        // The console sends the cookie's value as it stands; nothing renders it into compressed pages.
                        .csrfTokenRequestHandler(new ServerCsrfTokenRequestAttributeHandler())
                        .accessDeniedHandler(denied))
                .logout(logout -> logout.logoutHandler(forgetSession()).logoutSuccessHandler(signOut))
                .headers(headers -> SecurityHeaders.write(headers, settings))
                .addFilterAfter(limit::filter, SecurityWebFiltersOrder.AUTHENTICATION)
                .formLogin(FormLoginSpec::disable)
                .httpBasic(HttpBasicSpec::disable)
                .build();
    }

    /**
     * What other systems call without an account here. No session is read: a person's browser that is made to call such a
     * path acts for nobody.
     */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityWebFilterChain openChain(ServerHttpSecurity http, GatewaySettings settings) {
        String[] open = settings.services().values().stream()
                .flatMap(service -> service.openPaths().stream())
                .toArray(String[]::new);
        return http.securityMatcher(new OrServerWebExchangeMatcher(
                        ServerWebExchangeMatchers.pathMatchers(HttpMethod.POST, open),
                        ServerWebExchangeMatchers.pathMatchers(HttpMethod.OPTIONS, open)))
                .authorizeExchange(rules -> rules.anyExchange().permitAll())
                .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                .requestCache(RequestCacheSpec::disable)
                .csrf(CsrfSpec::disable)
                .headers(headers -> SecurityHeaders.write(headers, settings))
                .formLogin(FormLoginSpec::disable)
                .httpBasic(HttpBasicSpec::disable)
                .logout(LogoutSpec::disable)
                .build();
    }

    private static void rules(AuthorizeExchangeSpec rules, GatewaySettings settings) {
        rules.pathMatchers(HttpMethod.GET, "/actuator/health", "/actuator/health/**")
                .permitAll()
                .matchers(Scrapes.LOCAL)
                .permitAll()
                .pathMatchers("/actuator/prometheus")
                .hasAnyAuthority("ROLE_VIEWER", "SCOPE_metrics:read")
                .pathMatchers("/actuator/**")
                .hasRole("ADMIN")
                .matchers(ConsoleFiles.FILE)
                .permitAll()
                .matchers(ConsoleFiles.PAGE)
                .access((who, page) ->
                        who.map(GatewaySecurity::mayRead).defaultIfEmpty(new AuthorizationDecision(true)))
                .pathMatchers("/api/v1/me", "/logout")
                .authenticated()
                .pathMatchers(HttpMethod.GET)
                .hasRole("VIEWER")
                .pathMatchers(HttpMethod.HEAD)
                .hasRole("VIEWER")
                .matchers(questions(settings))
                .hasRole("VIEWER")
                .anyExchange()
                .hasAnyAuthority("ROLE_OPERATOR", "ROLE_APPROVER", "SCOPE_events:write");
    }

    /** What is too long to be asked in an address. */
    private static ServerWebExchangeMatcher questions(GatewaySettings settings) {
        String[] paths = settings.services().values().stream()
                .flatMap(service -> service.askPaths().stream())
                .toArray(String[]::new);
        return paths.length == 0
                ? exchange -> ServerWebExchangeMatcher.MatchResult.notMatch()
                : ServerWebExchangeMatchers.pathMatchers(HttpMethod.POST, paths);
    }

    /** Who is signed in without any role is told so in words, not by a console in which nothing works. */
    private static AuthorizationResult mayRead(Authentication who) {
        return new AuthorizationDecision(
                who.getAuthorities().stream().anyMatch(role -> "ROLE_VIEWER".equals(role.getAuthority())));
    }

    private static DefaultServerOAuth2AuthorizationRequestResolver withProofKey(
            ReactiveClientRegistrationRepository clients) {
        DefaultServerOAuth2AuthorizationRequestResolver resolver =
                new DefaultServerOAuth2AuthorizationRequestResolver(clients);
        resolver.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
        return resolver;
    }

    /** Spring's default forgets who it was and keeps the session, tokens and open streams included. */
    private static ServerLogoutHandler forgetSession() {
        return new DelegatingServerLogoutHandler(
                new SecurityContextServerLogoutHandler(), new WebSessionServerLogoutHandler());
    }

    private static CookieServerCsrfTokenRepository csrfCookie(GatewaySettings settings) {
        CookieServerCsrfTokenRepository tokens = CookieServerCsrfTokenRepository.withHttpOnlyFalse();
        tokens.setCookiePath("/");
        tokens.setCookieCustomizer(cookie -> cookie.sameSite("Lax").secure(settings.isSecure()));
        return tokens;
    }
}
