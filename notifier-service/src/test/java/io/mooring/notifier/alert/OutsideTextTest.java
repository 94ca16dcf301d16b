package io.mooring.notifier.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutsideTextTest {

    private static final String PAIR = "\ud83d\ude00";

    @ParameterizedTest
    @ValueSource(strings = {"\ud83d", "\ude00", "a\ud83db", "\ude00\ud83d", PAIR + "\ud83d"})
    void halfAPairIsNoTextAndIsReplaced(String half) {
        assertThat(OutsideText.isWhole(half)).isFalse();
        String whole = OutsideText.whole(half);
        assertThat(whole).hasSameSizeAs(half).contains("\ufffd");
        assertThat(new String(whole.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(whole);
    }

    @Test
    void whatIsWholeStaysAsItIs() {
        String whole = "a" + PAIR + "b\u00e9";
        assertThat(OutsideText.isWhole(whole)).isTrue();
        assertThat(OutsideText.whole(whole)).isSameAs(whole);
        assertThat(OutsideText.spelled(whole)).isSameAs(whole);
    }

    @Test
    void differentTextsAreSpelledDifferently() {
        assertThat(OutsideText.spelled("a\ud83d" + PAIR)).isEqualTo("a\\ud83d" + PAIR);
        assertThat(OutsideText.spelled("a\ud83e" + PAIR)).isEqualTo("a\\ud83e" + PAIR);
    }

    @Test
    void noPairIsTornApartWhereverItIsCut() {
        String text = "a" + PAIR.repeat(10);
        IntStream.rangeClosed(2, text.length()).forEach(most -> {
            assertThat(OutsideText.first(text, most))
                    .hasSizeBetween(most - 1, most)
                    .matches(OutsideText::isWhole);
            assertThat(OutsideText.cut(text, most))
                    .hasSizeBetween(most - 1, most)
                    .matches(OutsideText::isWhole);
        });
        assertThat(OutsideText.cut(text, text.length())).isEqualTo(text);
        assertThat(OutsideText.cut(text, text.length() - 1)).endsWith("…");
    }

    @Test
    void whatPostgresCannotHoldIsLeftOut() {
        assertThat(OutsideText.cut("a\0b\ud83d", 10)).isEqualTo("ab\ufffd");
    }
}
