package io.mooring.notifier.hook;

import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may call back. Slack's signing secret is among Slack's settings.
 *
 * @param pagerduty by destination: the secret PagerDuty gave the webhook subscription; empty: not configured
 */
public record HookSettings(@DefaultValue Map<String, String> pagerduty) {

    public HookSettings {
        pagerduty = Map.copyOf(pagerduty);
    }

    @Override
    public String toString() {
        return "HookSettings[pagerduty=" + pagerduty.keySet() + "]";
    }
}
