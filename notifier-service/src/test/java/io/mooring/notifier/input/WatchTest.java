package io.mooring.notifier.input;

import static io.mooring.notifier.input.Sample.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.notifier.input.Watch.Finding;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WatchTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Watch fresh = new Watch("prod", NOW, NOW, Duration.ZERO, 0, null);

    private static Watch looked(Watch watch, int seconds) {
        Watch now = watch;
        for (int second = 0; second < seconds; second += 5) {
            now = now.lookedAt(now.checkedAt().plusSeconds(5));
        }
        return now;
    }

    @Test
    void isSilentAfterTheLongestSilenceAndNotBefore() {
        assertThat(looked(fresh, 55).find(MINUTE)).isEqualTo(Finding.NONE);
        assertThat(looked(fresh, 60).find(MINUTE)).isEqualTo(Finding.SILENT);
    }

    @Test
    void isSaidAgainAsLongAsItLastsAndEndsWhenHeard() {
        Watch told = looked(fresh, 60).toldOf(MINUTE);
        assertThat(told.find(MINUTE)).isEqualTo(Finding.NONE);
        assertThat(looked(told, 55).find(MINUTE)).isEqualTo(Finding.NONE);
        assertThat(looked(told, 60).find(MINUTE)).isEqualTo(Finding.SILENT);
        Watch heard = new Watch("prod", NOW, told.checkedAt(), Duration.ZERO, told.told(), told.checkedAt());
        assertThat(heard.find(MINUTE)).isEqualTo(Finding.HEARD);
        assertThat(heard.toldOf(MINUTE).find(MINUTE)).isEqualTo(Finding.NONE);
    }

    @Test
    void timeInWhichNobodyListenedIsNoSilence() {
        assertThat(fresh.lookedAt(NOW.plus(Duration.ofDays(3))).find(MINUTE)).isEqualTo(Finding.NONE);
        Watch back = fresh.lookedAt(NOW.minus(Duration.ofDays(3)));
        assertThat(back.silent()).isZero();
        assertThat(looked(back, 60).find(MINUTE))
                .as("it goes on from the clock's new time")
                .isEqualTo(Finding.SILENT);
    }

    /** However the clock moves, so many looks make so much silence at most. */
    @Property(tries = 200)
    void noClockMakesMoreSilenceThanLooks(
            @ForAll @Size(max = 50) List<@IntRange(min = -1_000_000, max = 1_000_000) Integer> jumps) {
        Watch watch = fresh;
        for (int jump : jumps) {
            Watch next = watch.lookedAt(watch.checkedAt().plusSeconds(jump));
            assertThat(next.silent()).isBetween(watch.silent(), watch.silent().plus(Watch.LONGEST_LOOK));
            watch = next;
        }
    }
}
