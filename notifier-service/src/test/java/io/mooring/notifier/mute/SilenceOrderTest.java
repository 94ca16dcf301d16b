package io.mooring.notifier.mute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.platform.web.problem.FieldFault;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SilenceOrderTest {

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
}
