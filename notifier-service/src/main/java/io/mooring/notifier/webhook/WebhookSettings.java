package io.mooring.notifier.webhook;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How webhooks are sent. Addresses and signing keys are the destinations' own.
 *
 * @param timeout of one call, connection included
 * @param privateAddresses whether hosts of private networks and of this machine may be called. Destinations come from settings,
 *     so the one who writes them decides anyway; false guards against a name that somebody else makes point inside
 * @param every pace of one receiver in the long run: one request in so long; zero for none
 * @param burst how many may go to one receiver at once before the pace holds
 */
public record WebhookSettings(
        @NotNull @DefaultValue("10s") Duration timeout,
        @DefaultValue("true") boolean privateAddresses,

        @NotNull @DurationMin @DurationMax(minutes = 1) @DefaultValue("100ms")
        Duration every,

        @Min(1) @Max(10_000) @DefaultValue("20") int burst) {}
