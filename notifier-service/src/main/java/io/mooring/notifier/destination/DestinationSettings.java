package io.mooring.notifier.destination;

import io.mooring.notifier.message.Destination;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One of {@code notifier.destinations.*}; what is left empty makes it a destination that is not configured, which is no error.
 *
 * @param channel slack, slack-webhook, pagerduty, email or webhook
 * @param address the channel's own form, shown to people
 * @param secret routing key, webhook URL or signing key; never shown
 * @param standIn name of the destination that is told instead in an emergency; empty for none
 */
public record DestinationSettings(
        @DefaultValue("") String channel,
        @DefaultValue("") String address,
        @DefaultValue("") String secret,
        @DefaultValue("") String standIn) {

    Destination named(String name) {
        return new Destination(
                name, channel, address.strip(), secret.strip(), standIn.isBlank() ? null : standIn.strip());
    }

    @Override
    public String toString() {
        return "DestinationSettings[channel=" + channel + ", address=" + address + ", secret="
                + (secret.isBlank() ? "none" : "***") + ", standIn=" + standIn + "]";
    }
}
