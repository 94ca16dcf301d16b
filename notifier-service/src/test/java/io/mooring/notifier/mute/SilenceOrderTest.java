package io.mooring.notifier.mute;

import static io.mooring.notifier.alert.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mooring.platform.web.problem.FieldFault;
import io.mooring.platform.web.problem.ProblemException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SilenceOrderTest {

    private static final SilenceSettings SETTINGS = new SilenceSettings(
            Duration.ofDays(30),
            Duration.ofDays(365),
            50,
            Duration.ofMinutes(15),
            Duration.ofSeconds(1),
            Map.of(),
            List.of());

    @Test
    void aConditionThatIsMissingIsToldInWords() {
        List<FieldFault> faults = new ArrayList<>();
        SilenceOrder.conditions(Collections.singletonList(null), faults);
        assertThat(faults).containsExactly(new FieldFault("matchers[0]", "is a condition: label, op and value"));
    }

    @Test
    void aDayThatIsMissingIsToldInWords() {
        RepetitionView nights =
                new RepetitionView(LocalTime.of(2, 0), Duration.ofHours(1), Collections.singletonList(null), null);
        assertThatThrownBy(nights::repeats).hasMessage("names days such as monday");
    }

    @Test
    void aZoneThatThereIsNotIsTheOnlyFaultOfOneThatMayComeBackForAYear() {
        RepetitionView nights = new RepetitionView(LocalTime.of(2, 0), Duration.ofHours(1), null, "Mars/Base");

        assertThat(faults(Duration.ofDays(200), nights))
                .containsExactly(new FieldFault("repetition", "names a zone such as Europe/Zurich, not 'Mars/Base'"));
    }

    @Test
    void howLongItMayLastIsSaidInWords() {
        RepetitionView nights = new RepetitionView(LocalTime.of(2, 0), Duration.ofHours(1), null, null);

        assertThat(faults(Duration.ofDays(31), null))
                .containsExactly(new FieldFault("lasts", "is more than nothing and at most 30 days"));
        assertThat(faults(Duration.ofDays(366), nights))
                .containsExactly(new FieldFault("lasts", "is more than nothing and at most 365 days"));
    }

    @Test
    void whenItComesBackIsSaidInWords() {
        assertThat(new RepetitionView(LocalTime.of(2, 0), Duration.ofMinutes(90), List.of("monday"), "Europe/Zurich")
                        .repeats()
                        .inWords())
                .isEqualTo("monday 02:00 (Europe/Zurich) for 1 hour 30 minutes");
    }

    private static List<FieldFault> faults(Duration lasts, @Nullable RepetitionView repetition) {
        SilenceOrder order = new SilenceOrder(
                List.of(new MatcherView("team", "=", "shop")), "Batch", null, null, lasts, repetition, null, null);
        return catchThrowableOfType(ProblemException.class, () -> order.check(null, NOON, SETTINGS))
                .faults();
    }
}
