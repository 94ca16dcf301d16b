package io.mooring.platform.web.security;

import org.springframework.http.HttpMethod;
import org.springframework.security.web.server.util.matcher.AndServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;

/** Reading the meters. */
public final class Scrapes {

    /** From this host and not through a proxy: needs no token. */
    public static final ServerWebExchangeMatcher LOCAL = new AndServerWebExchangeMatcher(
            ServerWebExchangeMatchers.pathMatchers(HttpMethod.GET, "/actuator/prometheus"), new LoopbackScrape());

    private Scrapes() {}
}
