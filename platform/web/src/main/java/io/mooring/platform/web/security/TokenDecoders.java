package io.mooring.platform.web.security;

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
final class TokenDecoders {

    private TokenDecoders() {}

    /** Asks the issuer for its keys at the first token, not at start: a service starts while the issuer is down. */
    static ReactiveJwtDecoder of(String issuer, SecuritySettings settings) {
        return new SupplierReactiveJwtDecoder(() -> {
            NimbusReactiveJwtDecoder decoder =
                    NimbusReactiveJwtDecoder.withIssuerLocation(issuer).build();
            decoder.setJwtValidator(checks(issuer, settings));
            return decoder;
        });
    }

    static OAuth2TokenValidator<Jwt> checks(String issuer, SecuritySettings settings) {
        JwtTimestampValidator times = new JwtTimestampValidator(settings.clockSkew());
        times.setAllowEmptyExpiryClaim(false);
        return new DelegatingOAuth2TokenValidator<>(
                List.of(times, new JwtIssuerValidator(issuer), new JwtAudienceValidator(settings.audience())));
    }
}
