package io.mooring.notifier.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationWordsTest {

    @ParameterizedTest
    @CsvSource({
        "PT720H, 30 days",
        "PT1H, 1 hour",
        "PT50H30M, 2 days 2 hours 30 minutes",
        "PT1M1S, 1 minute 1 second",
        "PT0.5S, less than a second"
    })
    void whatWasAgreedIsSaidToTheSecond(Duration time, String words) {
        assertThat(DurationWords.exactly(time)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 1 min", "PT15M, 15 min", "PT90M, 1 h 30 min", "PT48H, 2 days", "PT50H30M, 2 days"})
    void howLongAgoItWasIsSaidRoughly(Duration time, String words) {
        assertThat(DurationWords.of(time)).isEqualTo(words);
    }
}
