package io.mooring.notifier.slack;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How Slack is reached.
 *
 * @param baseUrl where Slack's Web API is, ending in a slash
 * @param token bot token with the scopes chat:write and channels:history; empty means Slack is not configured
 * @param channel the channel's id (not its name: a look-up of messages takes ids only)
 * @param signingSecret what Slack signs with what people press; empty: messages have no buttons but a link
 * @param every pace of one channel in the long run; Slack asks for a message a second
 * @param timeout of one call, connection included
 */
public record SlackSettings(
        @NotNull @DefaultValue("https://slack.com/api/") URI baseUrl,
        @DefaultValue("") String token,

        @DefaultValue("")
        @Pattern(
                regexp = "[CDG][A-Z0-9]{2,}|",
                message =
                        "is a channel's id such as C0123456789 (in Slack: channel details, at the bottom), not its name")
        String channel,

        @DefaultValue("") String signingSecret,
        @NotNull @DefaultValue("1s") Duration every,
        @NotNull @DefaultValue("10s") Duration timeout) {

    /** Whether Slack tells us what people press. */
    public boolean interactive() {
        return !signingSecret.isBlank();
    }

    @Override
    public String toString() {
        return "SlackSettings[baseUrl=" + baseUrl + ", token=" + (token.isBlank() ? "none" : "***") + ", channel="
                + channel + ", signingSecret=" + (interactive() ? "***" : "none") + ", timeout=" + timeout + "]";
    }
}
