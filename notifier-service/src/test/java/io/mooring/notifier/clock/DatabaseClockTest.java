package io.mooring.notifier.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class DatabaseClockTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private Instant machine = NOON.plus(Duration.ofHours(1));
    private Instant database = NOON;
    private Duration underWay = Duration.ZERO;
    private long monotonic = 17;
    private final DatabaseClock clock = new DatabaseClock(
            Mono.fromSupplier(() -> {
                monotonic += underWay.toNanos();
                return database;
            }),
            () -> machine,
            () -> monotonic);

    @Test
    void untilTheDatabaseAnswersItIsTheMachinesTime() {
        assertThat(clock.instant()).isEqualTo(machine);
    }

    @Test
    void aMachineThatIsSetAheadOrBackChangesNothing() {
        look();
        assertThat(clock.instant()).isEqualTo(NOON);
        machine = NOON.minus(Duration.ofDays(1));
        monotonic += Duration.ofMinutes(7).toNanos();
        assertThat(clock.instant()).isEqualTo(NOON.plus(Duration.ofMinutes(7)));
    }

    /** A machine that slept, or a standby with another time. */
    @Test
    void itFollowsTheDatabase() {
        look();
        database = NOON.plusSeconds(90);
        look();
        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(90));
        database = NOON.plusSeconds(30);
        look();
        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(30));
    }

    @Test
    void theWayThereAndBackIsNoDifference() {
        look();
        underWay = Duration.ofSeconds(3);
        database = NOON.plusSeconds(3);
        look();
        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(3));
        underWay = Duration.ofMillis(20);
        database = NOON.plusSeconds(3).minusMillis(50);
        look();
        assertThat(clock.instant())
                .as("time does not go back")
                .isEqualTo(NOON.plusSeconds(3).plusMillis(20));
    }

    private void look() {
        clock.look().block();
    }
}
