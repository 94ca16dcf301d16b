package io.mooring.platform.web.security;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtGrantedAuthoritiesConverter;
import reactor.core.publisher.Mono;

/**
 * Reads roles and scopes from a token. The hierarchy is applied here, once, so that every later check (route, method,
 * expression) sees the same authorities.
 */
public final class ReadAuthorities implements Converter<Jwt, Mono<AbstractAuthenticationToken>> {

    private static final String ROLES = "roles";
    private static final String USERNAME = "preferred_username";

    private final JwtGrantedAuthoritiesConverter scopes = new JwtGrantedAuthoritiesConverter();

    @Override
    public Mono<AbstractAuthenticationToken> convert(Jwt token) {
        return Mono.just(new JwtAuthenticationToken(token, authorities(token), name(token)));
    }

    private Set<GrantedAuthority> authorities(Jwt token) {
        Set<GrantedAuthority> authorities = new HashSet<>(scopes.convert(token));
        authorities.addAll(Role.authorities(roles(token)));
        return authorities;
    }

    /** A claim of another shape grants nothing: a string "admin" is not a list of roles. */
    private static List<String> roles(Jwt token) {
        return token.getClaims().get(ROLES) instanceof Collection<?> claim
                ? claim.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList()
                : List.of();
    }

    private static String name(Jwt token) {
        String username = token.getClaimAsString(USERNAME);
        return username == null ? String.valueOf(token.getSubject()) : username;
    }
}
