package io.mooring.platform.web.security;

import java.time.Duration;
import java.util.List;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierReactiveJwtDecoder;

/** Signature by the issuer's published keys, then issuer, audience and times. */
public final class TokenDecoders {

    private TokenDecoders() {}

    /**
     * Asks the issuer for its keys at the first token, not at start: a service starts while the issuer is down.
     *
     * @param audience what a token's {@code aud} must hold
     * @param clockSkew how far our clock and the issuer's may differ
     */
    public static ReactiveJwtDecoder of(String issuer, String audience, Duration clockSkew) {
        return new SupplierReactiveJwtDecoder(() -> {
            NimbusReactiveJwtDecoder decoder =
                    NimbusReactiveJwtDecoder.withIssuerLocation(issuer).build();
            decoder.setJwtValidator(checks(issuer, audience, clockSkew));
            return decoder;
        });
    }

    static OAuth2TokenValidator<Jwt> checks(String issuer, String audience, Duration clockSkew) {
        JwtTimestampValidator times = new JwtTimestampValidator(clockSkew);
        times.setAllowEmptyExpiryClaim(false);
        return new DelegatingOAuth2TokenValidator<>(
                List.of(times, new JwtIssuerValidator(issuer), new JwtAudienceValidator(audience)));
    }
}
