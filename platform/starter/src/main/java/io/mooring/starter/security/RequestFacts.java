package io.mooring.starter.security;

import org.jspecify.annotations.Nullable;

/**
 * What is told of the request in which something happened. No query string, no header but the user agent.
 *
 * @param address of the caller, as text
 * @param session the session's id, which leaves only as a hash
 */
record RequestFacts(
        @Nullable String address,
        @Nullable String userAgent,
        @Nullable String path,
        @Nullable String method,
        @Nullable String session) {

    /** Outside a request. */
    static final RequestFacts NONE = new RequestFacts(null, null, null, null, null);
}
