package io.mooring.notifier.pagerduty;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How PagerDuty is reached. Routing keys are the destinations' own.
 *
 * @param baseUrl where the Events API v2 is, ending in a slash; {@code https://events.eu.pagerduty.com/} for accounts in the EU
 * @param timeout of one call, connection included
 */
public record PagerDutySettings(
        @NotNull @DefaultValue("https://events.pagerduty.com/")
        URI baseUrl,

        @NotNull @DefaultValue("10s") Duration timeout) {}
