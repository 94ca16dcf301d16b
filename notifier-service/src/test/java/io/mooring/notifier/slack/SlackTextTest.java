package io.mooring.notifier.slack;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SlackTextTest {

    @Test
    void escapesSlacksThreeSigns() {
        assertThat(SlackText.escaped("a < b & c > d", 100)).isEqualTo("a &lt; b &amp; c &gt; d");
        assertThat(SlackText.plain("a < b & c > d", 100)).isEqualTo("a < b & c > d");
    }

    @Test
    void tearsNoEscapeAndNoEmojiApart() {
        assertThat(SlackText.escaped("ab<cd", 5)).isEqualTo("ab…");
        assertThat(SlackText.escaped("ab🚨🚨", 5)).isEqualTo("ab🚨…");
        assertThat(SlackText.escaped("abcde", 5)).isEqualTo("abcde");
    }

    @Test
    void leavesOutWhatNobodySees() {
        assertThat(SlackText.escaped("a\u0000b\u0007\u202ec\nd", 100)).isEqualTo("abc\nd");
    }

    @Property
    void isNeverLongerThanAskedForAndNeverHoldsAnOpenSign(
            @ForAll String text, @ForAll @IntRange(min = 1, max = 60) int most) {
        assertThat(SlackText.escaped(text, most)).hasSizeLessThanOrEqualTo(most).doesNotContain("<", ">");
    }
}
