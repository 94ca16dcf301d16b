package io.mooring.backup.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.backup.run.SilentLeases.Held;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SilentLeasesTest {

    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Instant FAR = Instant.parse("2026-03-01T12:00:00Z");

    private final SilentLeases silent = new SilentLeases(LEASE);
    private final Held dead = new Held("backup_job", "a", "pid-1/x", FAR);

    @Test
    void believesThatAnOwnerIsDeadOnlyAfterTheTimeOfALease() {
        assertThat(silent.among(List.of(dead), at(0))).isEmpty();
        assertThat(silent.among(List.of(dead), at(29))).isEmpty();
        assertThat(silent.among(List.of(dead), at(30))).containsExactly(dead);
    }

    @Test
    void anOwnerOnAHostWhoseClockIsAheadLivesAsLongAsItRenews() {
        for (int second = 0; second < 300; second += 10) {
            Held renewed = new Held("backup_job", "a", "pid-1/x", FAR.plusSeconds(second));

            assertThat(silent.among(List.of(renewed), at(second))).isEmpty();
        }
    }

    @Test
    void countsAnewWhenItWasNotTooFarInBetween() {
        silent.among(List.of(dead), at(0));
        silent.among(List.of(), at(10));

        assertThat(silent.among(List.of(dead), at(31))).isEmpty();
    }

    private static long at(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
