package io.mooring.platform.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClockTest {

    @Test
    void tellsNoTimeThatADatabaseWouldRound() {
        Stream.generate(new EventsAutoConfiguration().clock()::instant)
                .limit(1_000)
                .forEach(now -> assertThat(now).isEqualTo(now.truncatedTo(ChronoUnit.MICROS)));
        assertThat(new EventsAutoConfiguration().clock().instant())
                .isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
    }
}
