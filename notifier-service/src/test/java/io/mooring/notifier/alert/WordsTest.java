package io.mooring.notifier.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WordsTest {

    private static final int LONG = 1_000_000;

    @Test
    void aTitleIsOneLineWhateverBreaksIt() {
        assertThat(titleOf("two  blanks")).isEqualTo("two  blanks");
        assertThat(titleOf(" a\n\t b\u2028\r\nc ")).isEqualTo("a b c");
        assertThat(titleOf("a\u0085\u0085b")).isEqualTo("a b");
        assertThat(titleOf("price: $1\n\\2")).isEqualTo("price: $1 \\2");
    }

    @Test
    void aTitleReadsAsItIsWritten() {
        assertThat(titleOf("enil\u202Erorre live\u202C \u0001x")).isEqualTo("enilrorre live x");
        assertThat(titleOf("\u200B\u0001 ")).isEqualTo("(a title in which nothing can be seen)");
        assertThat(titleOf("👩\u200D🚒 می\u200Cخواهم"))
                .as("joiners are a part of words")
                .isEqualTo("👩\u200D🚒 می\u200Cخواهم");
        assertThat(Words.of("x", "a\tb\nc\u0007\u2066d").text()).isEqualTo("a\tb\ncd");
    }

    private static String titleOf(String said) {
        return Words.of(said, "").title();
    }

    /** One that takes as long as the square of the title's length takes half an hour here, and holds up everybody meanwhile. */
    @ParameterizedTest
    @MethodSource
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void aLongTitleHoldsNobodyUp(String said) {
        assertThat(Words.of(said, said).title()).hasSizeLessThanOrEqualTo(Words.TITLE);
    }

    static Stream<String> aLongTitleHoldsNobodyUp() {
        return Stream.of(" ", "\t \u000b", "\n", " \n", "\r\n ", "\u2028 ")
                .map(blanks -> "a" + blanks.repeat(LONG / blanks.length()) + "b");
    }
}
