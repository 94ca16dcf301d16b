package io.mooring.notifier.input;

import java.util.Locale;

/** In whose words an input speaks. */
public enum InputKind {
    ALERTMANAGER("alertmanager"),
    GRAFANA("grafana"),
    CLOUDEVENTS("events"),
    PAGERDUTY("pagerduty");

    private final String path;

    InputKind(String path) {
        this.path = path;
    }

    /** The last part of the address to which it posts. */
    String path() {
        return path;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the secret is in a header; PagerDuty's senders have it in the body. */
    boolean provesItselfFirst() {
        return this != PAGERDUTY;
    }

    /** Alertmanager tries again after 5xx alone and takes 429 for an end. */
    boolean understandsTooManyRequests() {
        return this == CLOUDEVENTS || this == PAGERDUTY;
    }
}
