package io.mooring.notifier.slack;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How Slack is reached.
 *
 * @param baseUrl where Slack's Web API is, ending in a slash
 * @param token bot token with the scopes chat:write and channels:history; empty means Slack is not configured
 * @param signingSecret what Slack signs with what people press; empty: messages have no buttons but a link
 * @param every pace of one channel in the long run; Slack asks for a message a second
 * @param timeout of one call, connection included
 */
public record SlackSettings(
        @NotNull @DefaultValue("https://slack.com/api/") URI baseUrl,
        @DefaultValue("") String token,
        @DefaultValue("") String signingSecret,
        @NotNull @DefaultValue("1s") Duration every,
        @NotNull @DefaultValue("10s") Duration timeout) {

    /** Whether Slack tells us what people press. */
    public boolean interactive() {
        return !signingSecret.isBlank();
    }

    @Override
    public String toString() {
        return "SlackSettings[baseUrl=" + baseUrl + ", token=" + (token.isBlank() ? "none" : "***") + ", signingSecret="
                + (interactive() ? "***" : "none") + ", timeout=" + timeout + "]";
    }
}
