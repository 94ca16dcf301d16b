package io.mooring.platform.web.security;

import io.mooring.platform.web.problem.ProblemAutoConfiguration;
import io.mooring.platform.web.problem.ProblemHandler;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.reactive.ReactiveOAuth2ResourceServerAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.method.configuration.EnableReactiveMethodSecurity;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity.AuthorizeExchangeSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.CsrfSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.FormLoginSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.HeaderSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.HttpBasicSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.LogoutSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.RequestCacheSpec;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.header.ReferrerPolicyServerHttpHeadersWriter.ReferrerPolicy;

/**
 * A stateless resource server. Reading needs the role viewer or a publisher's scope; a method that changes something
 * states its own role by {@code @PreAuthorize}. An {@link OpenPath} needs neither. An application with its own {@link SecurityWebFilterChain} (the gateway)
 * keeps that.
 */
@AutoConfiguration(before = ReactiveOAuth2ResourceServerAutoConfiguration.class, after = ProblemAutoConfiguration.class)
@ConditionalOnWebApplication(type = Type.REACTIVE)
@ConditionalOnMissingBean(SecurityWebFilterChain.class)
@ConditionalOnProperty("spring.security.oauth2.resourceserver.jwt.issuer-uri")
@EnableWebFluxSecurity
@EnableReactiveMethodSecurity
@EnableConfigurationProperties(SecuritySettings.class)
final class ServiceSecurityAutoConfiguration {

    private static final String CONTENT_POLICY = "default-src 'none'; frame-ancestors 'none'";

    @Bean
    @ConditionalOnMissingBean
    ReactiveJwtDecoder tokenDecoder(Environment environment, SecuritySettings settings) {
        String issuer = environment.getRequiredProperty("spring.security.oauth2.resourceserver.jwt.issuer-uri");
        return TokenDecoders.of(issuer, settings.audience(), settings.clockSkew());
    }

    @Bean
    SecurityWebFilterChain serviceSecurity(ServerHttpSecurity http, ProblemHandler problems) {
        AnswerDenied denied = new AnswerDenied(problems);
        return http.authorizeExchange(ServiceSecurityAutoConfiguration::rules)
                .oauth2ResourceServer(server -> server.authenticationEntryPoint(denied)
                        .accessDeniedHandler(denied)
                        .jwt(jwt -> jwt.jwtAuthenticationConverter(new ReadAuthorities())))
                .exceptionHandling(
                        errors -> errors.authenticationEntryPoint(denied).accessDeniedHandler(denied))
                .headers(ServiceSecurityAutoConfiguration::headers)
                .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                .requestCache(RequestCacheSpec::disable)
                // Nothing here reads a cookie, so there is no request to forge.
                .csrf(CsrfSpec::disable)
                .formLogin(FormLoginSpec::disable)
                .httpBasic(HttpBasicSpec::disable)
                .logout(LogoutSpec::disable)
                .build();
    }

    /** Without the filter that reads bearer tokens: a secret of the path's own may come in the same header. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityWebFilterChain openSecurity(ServerHttpSecurity http, ObjectProvider<OpenPath> paths) {
        return http.securityMatcher(new OpenPaths(paths.orderedStream().toList()))
                .authorizeExchange(rules -> rules.anyExchange().permitAll())
                .headers(ServiceSecurityAutoConfiguration::headers)
                .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                .requestCache(RequestCacheSpec::disable)
                .csrf(CsrfSpec::disable)
                .formLogin(FormLoginSpec::disable)
                .httpBasic(HttpBasicSpec::disable)
                .logout(LogoutSpec::disable)
                .build();
    }

    private static void rules(AuthorizeExchangeSpec rules) {
        rules.pathMatchers(HttpMethod.GET, "/actuator/health", "/actuator/health/**")
                .permitAll()
                .matchers(Scrapes.LOCAL)
                .permitAll()
                .pathMatchers("/actuator/prometheus")
                .hasAnyAuthority("ROLE_VIEWER", "SCOPE_metrics:read")
                .pathMatchers("/actuator/**")
                .hasRole(Role.ADMIN.name())
                .anyExchange()
                .hasAnyAuthority("ROLE_VIEWER", "SCOPE_events:write");
    }

    private static void headers(HeaderSpec headers) {
        headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER));
    }
}
