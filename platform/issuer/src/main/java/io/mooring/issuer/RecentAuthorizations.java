package io.mooring.issuer;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.server.authorization.InMemoryOAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;

/**
 * The latest sign-ins, in memory and bounded: Spring's own store never forgets one. Client credentials leave nothing to
 * remember, since their tokens speak for themselves and are never refreshed.
 */
final class RecentAuthorizations implements OAuth2AuthorizationService {

    private final InMemoryOAuth2AuthorizationService store = new InMemoryOAuth2AuthorizationService();
    private final Map<String, OAuth2Authorization> byLastUse = new LinkedHashMap<>(16, 0.75f, true);
    private final int limit;

    RecentAuthorizations(int limit) {
        this.limit = limit;
    }

    @Override
    public synchronized void save(OAuth2Authorization authorization) {
        if (AuthorizationGrantType.CLIENT_CREDENTIALS.equals(authorization.getAuthorizationGrantType())) {
            return;
        }
        store.save(authorization);
        byLastUse.put(authorization.getId(), authorization);
        if (byLastUse.size() > limit) {
            OAuth2Authorization oldest = byLastUse.values().iterator().next();
            byLastUse.remove(oldest.getId());
            store.remove(oldest);
        }
    }

    @Override
    public synchronized void remove(OAuth2Authorization authorization) {
        byLastUse.remove(authorization.getId());
        store.remove(authorization);
    }

    @Override
    public synchronized @Nullable OAuth2Authorization findById(String id) {
        return store.findById(id);
    }

    @Override
    public synchronized @Nullable OAuth2Authorization findByToken(String token, @Nullable OAuth2TokenType type) {
        return store.findByToken(token, type);
    }
}
