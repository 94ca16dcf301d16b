package io.mooring.embedded.slack;

import java.net.URI;

/**
 * An app with buttons.
 *
 * @param requestUrl where Slack sends what people press ("Interactivity & Shortcuts")
 * @param signingSecret what it signs that with
 */
public record SlackApp(URI requestUrl, String signingSecret) {

    @Override
    public String toString() {
        return "SlackApp[" + requestUrl + "]";
    }
}
