package io.mooring.gateway.login;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who is calling. */
@RestController
class MeApi {

    private static final String ROLE = "ROLE_";

    /**
     * The caller.
     *
     * @param username as people write it
     * @param name to be shown
     * @param roles all that are granted, those included in others too
     */
    record Me(String username, String name, List<String> roles) {}

    @GetMapping("/api/v1/me")
    Me me(Authentication who) {
        String name = name(who);
        return new Me(who.getName(), Objects.requireNonNullElse(name, who.getName()), roles(who));
    }

    private static @Nullable String name(Authentication who) {
        return switch (who) {
            case JwtAuthenticationToken token -> token.getToken().getClaimAsString("name");
            case Authentication session when session.getPrincipal() instanceof OidcUser person -> person.getFullName();
            default -> null;
        };
    }

    private static List<String> roles(Authentication who) {
        return who.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .filter(Objects::nonNull)
                .filter(authority -> authority.startsWith(ROLE))
                .map(authority -> authority.substring(ROLE.length()).toLowerCase(Locale.ROOT))
                .sorted()
                .toList();
    }
}
