package io.mooring.platform.web.security;

import org.springframework.http.HttpMethod;

/**
 * A path whose callers have no account here and prove themselves to what answers it: by a signature, or by a secret made
 * for them. Whoever answers such a path declares it as a bean; no token is looked for there, and none is needed.
 *
 * @param pattern as {@code /api/v1/hooks/**}
 */
public record OpenPath(HttpMethod method, String pattern) {

    public static OpenPath post(String pattern) {
        return new OpenPath(HttpMethod.POST, pattern);
    }
}
