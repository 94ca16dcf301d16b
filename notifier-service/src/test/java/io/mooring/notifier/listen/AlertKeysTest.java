package io.mooring.notifier.listen;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.notifier.alert.Report;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AlertKeysTest {

    private static final String PAIR = "\ud83d\ude00";

    @Test
    void aLongKeyIsCutBetweenCharactersAndStaysDifferentFromOthers() {
        Stream.of("", "k").forEach(before -> {
            String key = AlertKeys.fitting(before + PAIR.repeat(Report.KEY));
            assertThat(key).hasSizeLessThanOrEqualTo(Report.KEY);
            assertThat(new String(key.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                    .isEqualTo(key);
        });
        assertThat(IntStream.range(0, 3).mapToObj(end -> AlertKeys.fitting(PAIR.repeat(Report.KEY) + end)))
                .doesNotHaveDuplicates();
    }

    @Test
    void halvesOfPairsAreSpelledOut() {
        assertThat(Stream.of("a/\ud83d", "a/\ude00", "a/?").map(AlertKeys::fitting))
                .containsExactly("a/\\ud83d", "a/\\ude00", "a/?");
    }
}
