package io.mooring.notifier.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTest {

    @Test
    void keepsWordsInEveryScriptAndEmoji() {
        assertThat(PlainText.lines("Ünïcode\n\t日本 👩‍🚒 مرحبا", 100)).isEqualTo("Ünïcode\n\t日本 👩‍🚒 مرحبا");
    }

    @Test
    void dropsControlCharactersAndMarksThatTurnTheDirection() {
        assertThat(PlainText.lines("a\0b\u0007c\u001b[31md\u202ee\u2066f", 100)).isEqualTo("abc[31mdef");
    }

    @Test
    void aLineHasNoBreaks() {
        assertThat(PlainText.line(" a\r\nBcc: all@example.org\n\n b\u2028c ", 100))
                .doesNotContain("\n", "\r");
        assertThat(PlainText.line(" a\r\nb\n\n c ", 100)).isEqualTo("a b c");
    }

    @Test
    void cutsWithAnEllipsisAndNeverThroughACharacter() {
        assertThat(PlainText.lines("12345", 5)).isEqualTo("12345");
        assertThat(PlainText.lines("123456", 5)).isEqualTo("1234…");
        assertThat(PlainText.lines("123🚨56", 5)).isEqualTo("123…");
        assertThat(PlainText.lines("x".repeat(50_000), 500)).hasSize(500);
    }

    @Test
    void halfACharacterIsShownAsUnreadable() {
        assertThat(PlainText.lines("a\ud83db", 10)).isEqualTo("a\ufffdb");
    }
}
