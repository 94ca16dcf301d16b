package io.mooring.notifier.destination;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What an address looks like in each channel. An empty one is always well-formed: nothing was set. */
enum AddressForm {
    SLACK(
            "slack",
            "[CDG][A-Z0-9]{2,}",
            "a channel's id such as C0123456789 (in Slack: channel details, at the bottom), not its name"),
    SLACK_WEBHOOK("slack-webhook", "[^\\s/]{1,100}", "a name to show, such as #ops; the webhook's URL is the secret"),
    PAGERDUTY("pagerduty", "[^\\n]{1,100}", "a name to show; the routing key is the secret"),
    EMAIL(
            "email",
            "[^@\\s,<>]+@[^@\\s,<>]+(\\s*,\\s*[^@\\s,<>]+@[^@\\s,<>]+)*",
            "e-mail addresses, separated by commas"),
    WEBHOOK("webhook", "https?://\\S+", "an address such as https://example.org/alerts");

    private final String channel;
    private final Pattern form;
    private final String words;

    AddressForm(String channel, String form, String words) {
        this.channel = channel;
        this.form = Pattern.compile(form);
        this.words = words;
    }

    static Optional<AddressForm> of(String channel) {
        return Arrays.stream(values())
                .filter(known -> known.channel.equals(channel))
                .findFirst();
    }

    static String channels() {
        return Arrays.stream(values()).map(known -> known.channel).collect(Collectors.joining(", "));
    }

    boolean fits(String address) {
        return address.isEmpty() || form.matcher(address).matches();
    }

    String words() {
        return words;
    }
}
