package io.mooring.gateway.login;

import io.mooring.gateway.GatewaySettings;
import java.net.URI;
import org.springframework.security.config.web.server.ServerHttpSecurity.HeaderSpec;
import org.springframework.security.web.server.header.CrossOriginOpenerPolicyServerHttpHeadersWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.server.header.ReferrerPolicyServerHttpHeadersWriter.ReferrerPolicy;
import org.springframework.security.web.server.header.XFrameOptionsServerHttpHeadersWriter.Mode;

/** What a browser may do with what it gets from here: run our scripts, and nothing else. */
final class SecurityHeaders {

    private SecurityHeaders() {}

    static void write(HeaderSpec headers, GatewaySettings settings) {
        headers.contentSecurityPolicy(policy -> policy.policyDirectives(contentPolicy(settings)))
                .frameOptions(frames -> frames.mode(Mode.DENY))
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                .crossOriginOpenerPolicy(policy -> policy.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                .permissionsPolicy(policy -> policy.policy("camera=(), geolocation=(), microphone=(), payment=()"));
    }

    /** Signing out is a form whose redirect leads to the identity provider: browsers want it named in form-action. */
    private static String contentPolicy(GatewaySettings settings) {
        URI issuer = settings.login().issuer();
        return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
                + "connect-src 'self'; manifest-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' "
                + issuer.getScheme() + "://" + issuer.getRawAuthority();
    }
}
