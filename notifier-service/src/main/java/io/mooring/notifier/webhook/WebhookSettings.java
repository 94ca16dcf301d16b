package io.mooring.notifier.webhook;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How webhooks are sent. Addresses and signing keys are the destinations' own.
 *
 * @param timeout of one call, connection included
 * @param privateAddresses whether hosts of private networks and of this machine may be called. Destinations come from settings,
 *     so the one who writes them decides anyway; false guards against a name that somebody else makes point inside
 */
public record WebhookSettings(
        @NotNull @DefaultValue("10s") Duration timeout,
        @DefaultValue("true") boolean privateAddresses) {}
