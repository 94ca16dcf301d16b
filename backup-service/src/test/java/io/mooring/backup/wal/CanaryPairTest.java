package io.mooring.backup.wal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.backup.source.ClusterCanary;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CanaryPairTest {

    private static final Instant START = Instant.parse("2026-03-01T02:00:00Z");

    @Test
    void isTheNewestPairWithATimeHalfwayBetween() {
        CanaryPair pair = CanaryPair.newest(List.of(canary(1, 0), canary(2, 60), canary(3, 120)))
                .orElseThrow();

        assertThat(pair.before().transaction()).isEqualTo(2);
        assertThat(pair.after().transaction()).isEqualTo(3);
        assertThat(pair.between()).isAfter(START.plusSeconds(89)).isBefore(START.plusSeconds(91));
    }

    @Test
    void thereIsNoneWithLessThanTwo() {
        assertThat(CanaryPair.newest(List.of())).isEmpty();
        assertThat(CanaryPair.newest(List.of(canary(1, 0)))).isEmpty();
    }

    @Test
    void whatWasCommittedAtTheSameTimeCannotBeToldApart() {
        assertThat(CanaryPair.newest(List.of(canary(1, 0), canary(2, 60), canary(3, 60)))
                        .orElseThrow()
                        .after()
                        .transaction())
                .isEqualTo(2);
    }

    @Test
    void noTimeIsLookedForThatTheSourcesClockPassedTwice() {
        assertThat(CanaryPair.newest(List.of(canary(1, 0), canary(2, 60), canary(3, -600), canary(4, -540)))
                        .orElseThrow()
                        .before()
                        .transaction())
                .isEqualTo(1);
    }

    private static ClusterCanary canary(long transaction, long second) {
        Instant at = START.plusSeconds(second);
        return new ClusterCanary(transaction, 1, "0/" + transaction, at.minusMillis(2), at, "keeper");
    }
}
