package io.mooring.notifier.maintenance;

import java.time.Instant;
import java.util.List;

/**
 * A window as an event described it.
 *
 * @param components concerned; empty for all
 * @param mutesAlerts whether alerts of the components are kept back while it runs
 */
public record Window(
        String title,
        String description,
        List<String> components,
        Impact impact,
        Instant startsAt,
        Instant endsAt,
        boolean mutesAlerts,
        String owner) {

    /** What users notice. */
    public enum Impact {
        UNKNOWN,
        NONE,
        DEGRADED,
        READ_ONLY,
        OUTAGE
    }

    public Window {
        components = List.copyOf(components);
    }
}
