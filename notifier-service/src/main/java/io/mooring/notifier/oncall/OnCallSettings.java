package io.mooring.notifier.oncall;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who is called, and after whom.
 *
 * @param schedules by name
 * @param levels lowest first: who is called when nobody of the former level answers
 * @param longestOverride no cover may be longer
 */
public record OnCallSettings(
        @NotNull @DefaultValue Map<@NotBlank String, @Valid ScheduleSettings> schedules,
        @NotNull @DefaultValue @Size(max = 20) List<@Valid LevelSettings> levels,
        @NotNull @DefaultValue("92d") Duration longestOverride) {

    /**
     * Rotations in one time zone.
     *
     * @param layers from below to above; where one has nobody, the one below it holds
     */
    public record ScheduleSettings(
            @NotNull ZoneId zone, @NotEmpty @Size(max = 20) List<@Valid LayerSettings> layers) {}

    /**
     * People who take turns.
     *
     * @param handOver by the clocks of the schedule's zone
     * @param weekday of the hand-over when turns are of a week
     * @param starting date of the first hand-over
     * @param only the hours at which it holds; null: always
     */
    public record LayerSettings(
            @NotNull @DefaultValue("weekly") Turn rotation,
            @NotNull @DefaultValue("09:00") LocalTime handOver,
            @NotNull @DefaultValue("monday") DayOfWeek weekday,
            @NotNull LocalDate starting,
            @NotEmpty @Size(max = 200) List<@NotBlank String> people,
            @Valid @Nullable HoursSettings only) {}

    /** @param to at or before {@code from}: on the next day */
    public record HoursSettings(
            @NotEmpty @DefaultValue({"monday", "tuesday", "wednesday", "thursday", "friday"})
            Set<DayOfWeek> days,

            @NotNull @DefaultValue("09:00") LocalTime from,
            @NotNull @DefaultValue("17:00") LocalTime to) {

        public Hours in(ZoneId zone) {
            return new Hours(zone, days, from, to);
        }
    }

    /** Exactly one of schedule and person. */
    public record LevelSettings(
            @NotBlank String name,
            @Nullable String schedule,
            @Nullable String person) {}
}
