package io.mooring.platform.web.security;

import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How bearer tokens are checked.
 *
 * @param audience what a token's {@code aud} must hold
 * @param clockSkew how far our clock and the issuer's may differ, 0 to 5 minutes
 */
@Validated
@ConfigurationProperties("mooring.web.security")
record SecuritySettings(
        @DefaultValue("mooring") @NotBlank String audience,

        @DefaultValue("30s") @DurationMin(seconds = 0) @DurationMax(minutes = 5)
        Duration clockSkew) {}
