package io.mooring.platform.web.security;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** What a person may do. Admin includes approver and operator; each of these includes viewer. */
public enum Role {
    VIEWER,
    OPERATOR,
    APPROVER,
    ADMIN;

    /** The name in a token's {@code roles} claim. */
    public String claim() {
        return name().toLowerCase(Locale.ROOT);
    }

    private Set<Role> included() {
        return switch (this) {
            case VIEWER -> EnumSet.of(VIEWER);
            case OPERATOR -> EnumSet.of(OPERATOR, VIEWER);
            case APPROVER -> EnumSet.of(APPROVER, VIEWER);
            case ADMIN -> EnumSet.allOf(Role.class);
        };
    }

    /** Authorities {@code ROLE_…} of the named roles and all they include; names that are no role give nothing. */
    public static Set<GrantedAuthority> authorities(Collection<String> claims) {
        return EnumSet.allOf(Role.class).stream()
                .filter(role -> claims.contains(role.claim()))
                .flatMap(role -> role.included().stream())
                .map(role -> new SimpleGrantedAuthority("ROLE_" + role.name()))
                .collect(Collectors.toSet());
    }
}
