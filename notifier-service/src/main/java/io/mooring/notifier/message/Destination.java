package io.mooring.notifier.message;

import org.jspecify.annotations.Nullable;

/**
 * Where people are told, as settings name it.
 *
 * @param name the settings' name, such as {@code slack-ops}
 * @param channel the channel's id: slack, slack-webhook, pagerduty, email, webhook
 * @param address the channel's own form, shown to people: channel id, e-mail address, URL; may be empty
 * @param secret routing key, webhook URL, signing key; may be empty; never shown, logged or stored
 * @param standIn destination that is told instead when this one cannot be reached in an emergency; null for none
 */
public record Destination(
        String name,
        String channel,
        String address,
        String secret,
        @Nullable String standIn) {

    @Override
    public String toString() {
        return name + " (" + channel + (address.isEmpty() ? "" : " " + address) + ")";
    }
}
