package io.mooring.notifier.alert;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How episodes begin and end.
 *
 * @param flapAfter an alert that would end for this many times within {@code flapWithin} flaps
 * @param flapWithin also how long an alert's former severity counts, when it comes back to it
 * @param flapHold a flapping alert ends when it was not heard to fire for so long after its source called it resolved
 * @param retellAfter words that change while the title stays, such as a figure, are kept at once and told at most so often
 * @param keep how long alerts that are over stay readable
 */
public record AlertSettings(
        @Min(2) @Max(20) @DefaultValue("3") int flapAfter,
        @NotNull @DefaultValue("10m") Duration flapWithin,
        @NotNull @DefaultValue("5m") Duration flapHold,
        @NotNull @DefaultValue("1m") Duration retellAfter,
        @NotNull @DefaultValue("400d") Duration keep) {

    /** As in notifier-service.yml. */
    public static final AlertSettings DEFAULTS = new AlertSettings(
            3, Duration.ofMinutes(10), Duration.ofMinutes(5), Duration.ofMinutes(1), Duration.ofDays(400));
}
