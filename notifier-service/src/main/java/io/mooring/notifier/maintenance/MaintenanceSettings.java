package io.mooring.notifier.maintenance;

import io.mooring.notifier.match.Matchers;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What maintenance windows keep from being told.
 *
 * @param labels an alert belongs to a component when one of these has its name as value
 * @param components more of a component's alerts: conditions by its name, all of which must hold
 * @param everything conditions, all of which must hold, of what a window without components mutes; none: every alert
 * @param grace how long after its planned end a window that did not say it ended still mutes
 * @param destinations told what a window that ended left behind
 */
public record MaintenanceSettings(
        @NotNull @DefaultValue({"component", "service", "resource"})
        List<String> labels,

        @NotNull @DefaultValue Map<String, List<String>> components,

        @NotNull
        @DefaultValue({
            "severity!=emergency",
            "eventType!~ThreatDetected|AlertsUntold|IncidentsUnheard|ServiceSilent|InputSilent|InputRefused|MaintenanceOverdue"
        })
        List<String> everything,

        @NotNull @DefaultValue("10m") Duration grace,
        @NotNull @DefaultValue("5s") Duration poll,
        @NotNull @DefaultValue List<String> destinations) {

    /** Conditions that cannot be stop the start of the service, in words. */
    public MaintenanceSettings {
        components.values().forEach(Matchers::parse);
        Matchers.parse(everything);
    }
}
