package io.mooring.embedded.pagerduty;

import java.net.URI;
import java.util.List;

/**
 * A subscription to webhooks v3.
 *
 * @param secrets one, or two while they are changed: every request is signed with each
 */
public record PagerDutyWebhook(URI uri, List<String> secrets) {

    public PagerDutyWebhook {
        secrets = List.copyOf(secrets);
    }

    @Override
    public String toString() {
        return "PagerDutyWebhook[" + uri + "]";
    }
}
