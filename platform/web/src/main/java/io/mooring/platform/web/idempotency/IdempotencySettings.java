package io.mooring.platform.web.idempotency;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long answers are kept.
 *
 * @param keepFor from the first answer; a key may be used anew after that
 */
@Validated
@ConfigurationProperties("mooring.web.idempotency")
record IdempotencySettings(
        @DefaultValue("24h") @DurationMin(minutes = 1) Duration keepFor) {}
