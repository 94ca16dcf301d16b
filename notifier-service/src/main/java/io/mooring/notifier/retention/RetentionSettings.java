package io.mooring.notifier.retention;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long what is over can be read. Nothing that is open, planned or still to come is ever forgotten; alerts and deliveries
 * have settings of their own, incidents with their timelines stay.
 *
 * @param silences after their end
 * @param maintenance windows and what they left behind, after they were over
 * @param announcements after they were sent or dropped, not before their window is over
 * @param onCallOverrides after their end
 * @param news after it was told
 * @param newsForNobody information that no route takes, after it came
 * @param inputSignals after they were last said: what is said again later is news
 * @param inputRefusals after the last message that was refused in these words
 */
public record RetentionSettings(
        @NotNull @DurationMin(days = 1) @DefaultValue("400d")
        Duration silences,

        @NotNull @DurationMin(days = 1) @DefaultValue("400d")
        Duration maintenance,

        @NotNull @DurationMin(days = 1) @DefaultValue("400d")
        Duration announcements,

        @NotNull @DurationMin(days = 1) @DefaultValue("400d")
        Duration onCallOverrides,

        @NotNull @DurationMin(days = 1) @DefaultValue("90d") Duration news,
        @NotNull @DurationMin(days = 1) @DefaultValue("7d") Duration newsForNobody,
        @NotNull @DurationMin(days = 1) @DefaultValue("30d") Duration inputSignals,
        @NotNull @DurationMin(days = 1) @DefaultValue("90d") Duration inputRefusals) {}
