package io.mooring.notifier.incident;

import static io.mooring.notifier.incident.Situations.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    @Test
    void whatIsNotKnownIsUnknownAndNotNought() {
        Statistics none = Measure.of(List.of(), NOW);
        assertThat(none.mttaSeconds()).isNull();
        assertThat(none.byPriority().get("p0").mttrSeconds()).isNull();
    }

    @Test
    void meansAndMediansAreOfWhatHappened() {
        Statistics some = Measure.of(
                List.of(one(10L, 100L), one(20L, null), one(60L, 500L), one(null, null)), NOW.plusSeconds(1_000));
        assertThat(some.mttaSeconds()).isEqualTo(30);
        assertThat(some.medianAcknowledgeSeconds()).isEqualTo(20);
        assertThat(some.mttrSeconds()).isEqualTo(300);
        Statistics.OfPriority p0 = some.byPriority().get("p0");
        assertThat(p0.opened()).isEqualTo(4);
        assertThat(p0.responseMet()).isEqualTo(2);
        assertThat(p0.responseMissed()).as("late, and not at all").isEqualTo(2);
    }

    /** Response is due after 50 seconds. */
    private static Measured one(Long responded, Long resolved) {
        return new Measured(Priority.P0, NOW, NOW.plusSeconds(50), at(responded), at(resolved));
    }

    private static Instant at(Long seconds) {
        return seconds == null ? null : NOW.plusSeconds(seconds);
    }
}
