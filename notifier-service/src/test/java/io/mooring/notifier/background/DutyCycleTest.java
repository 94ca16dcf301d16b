package io.mooring.notifier.background;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DutyCycleTest {

    @ParameterizedTest
    @CsvSource({"PT0.02S, PT10S", "PT2S, PT18S", "PT30S, PT1M"})
    void theLongerARoundTookTheLongerIsTheRest(Duration took, Duration rest) {
        assertThat(new DutyCycle(Duration.ofSeconds(10), Duration.ofMinutes(1), 9).rest(took))
                .isEqualTo(rest);
    }
}
