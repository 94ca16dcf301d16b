package io.mooring.notifier.incident;

import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.oncall.OnCallSettings.HoursSettings;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How incidents are opened and handled.
 *
 * @param opens which alerts open one; the first line that fits holds
 * @param joinBy labels: alerts whose values of them are the same belong together
 * @param joinWithin an alert joins an incident that another one joined so recently
 * @param most how many incidents alerts may open within {@code joinWithin}; what comes then joins the newest of them
 * @param acknowledgementIsResponse whoever acknowledges one of its alerts has responded
 * @param respondWithin by priority; P3 without one means the end of the next business day
 * @param escalateAfter by priority: how long each level has, the last one for all further; without: as long as the response
 * @param destinations by priority, names of destinations where it is told
 * @param updatesFor priorities about which people want to hear regularly
 * @param updateEvery how often
 * @param repeatWhenExhausted how often everybody is called again when nobody responded at any level
 * @param resolveAfter so long after the end of its last alert somebody is reminded to resolve it
 * @param resolveThemselves priorities that are resolved then instead; never P0 or P1
 * @param openAgainAfter an alert that still fires so long after its incident was resolved opens another one
 * @param zone of the business hours
 * @param poll how often due clocks are looked for when nothing wakes the worker
 */
public record IncidentSettings(
        @NotNull @DefaultValue List<@Valid Opens> opens,
        @NotNull @DefaultValue("service") List<String> joinBy,

        @NotNull @DurationMin(seconds = 1) @DurationMax(days = 7) @DefaultValue("30m")
        Duration joinWithin,

        @Min(1) @Max(1000) @DefaultValue("5") int most,
        @DefaultValue("true") boolean acknowledgementIsResponse,
        @NotNull @DefaultValue Map<Priority, @DurationMin(seconds = 10) @DurationMax(days = 30) Duration> respondWithin,

        @NotNull @DefaultValue
        Map<Priority, List<@DurationMin(seconds = 10) @DurationMax(days = 30) Duration>> escalateAfter,

        @NotNull @DefaultValue Map<Priority, List<String>> destinations,
        @NotNull @DefaultValue({"P0", "P1"}) Set<Priority> updatesFor,

        @NotNull @DurationMin(minutes = 1) @DurationMax(days = 7) @DefaultValue("30m")
        Duration updateEvery,

        @NotNull @DurationMin(minutes = 1) @DurationMax(days = 7) @DefaultValue("30m")
        Duration repeatWhenExhausted,

        @NotNull @DurationMin(seconds = 1) @DurationMax(days = 7) @DefaultValue("10m")
        Duration resolveAfter,

        @NotNull @DefaultValue Set<Priority> resolveThemselves,

        @NotNull @DurationMin(minutes = 1) @DurationMax(days = 7) @DefaultValue("30m")
        Duration openAgainAfter,

        @Valid @DefaultValue Customers customerNotice,
        @Valid @DefaultValue PostMortems postMortem,
        @Valid @DefaultValue HoursSettings businessHours,
        @NotNull @DefaultValue Set<LocalDate> holidays,
        @NotNull @DefaultValue("UTC") ZoneId zone,

        @NotNull @DurationMin(millis = 100) @DurationMax(minutes = 1) @DefaultValue("1s")
        Duration poll) {

    /**
     * Which alerts open an incident.
     *
     * @param severity this or graver
     * @param labels that the alert has, with these values
     */
    public record Opens(
            @NotNull Severity severity,
            @NotNull @DefaultValue Map<String, String> labels,
            @NotNull Priority priority) {}

    /**
     * What customers are told.
     *
     * @param required priorities of which they must be
     * @param within after the opening
     * @param destinations names of destinations that reach them
     */
    public record Customers(
            @NotNull @DefaultValue({"P0", "P1"}) Set<Priority> required,

            @NotNull @DurationMin(minutes = 1) @DurationMax(days = 7) @DefaultValue("30m")
            Duration within,

            @NotNull @DefaultValue List<String> destinations) {}

    /**
     * What is written down afterwards.
     *
     * @param required priorities of which it must be
     * @param within after it is resolved
     * @param remindBefore the first reminder is so long before it is due
     * @param remindEvery once it is overdue
     */
    public record PostMortems(
            @NotNull @DefaultValue({"P0", "P1"}) Set<Priority> required,

            @NotNull @DurationMin(hours = 1) @DurationMax(days = 90) @DefaultValue("48h")
            Duration within,

            @NotNull @DurationMin @DurationMax(days = 90) @DefaultValue("12h")
            Duration remindBefore,

            @NotNull @DurationMin(hours = 1) @DurationMax(days = 90) @DefaultValue("24h")
            Duration remindEvery) {}

    @AssertTrue(message = "resolve-themselves: P0 and P1 are resolved by people")
    boolean isResolvedByPeopleWhereItMatters() {
        return !resolveThemselves.contains(Priority.P0) && !resolveThemselves.contains(Priority.P1);
    }
}
