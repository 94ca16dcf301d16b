package io.mooring.backup;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentenceTest {

    @ParameterizedTest
    @CsvSource({
        "the disk is full,                          The disk is full.",
        "The disk is full.,                         The disk is full.",
        "'  connection refused ',                   Connection refused.",
        "Is the server running?,                    Is the server running?",
        "'said: password failed for user \"ada\"',  'Said: password failed for user \"ada\".'",
        "'first\nsecond',                           'First\nsecond.'",
        "'',                                        ''",
    })
    void beginsWithACapitalAndEndsWithAFullStop(String words, String sentence) {
        assertThat(Sentence.of(words)).isEqualTo(sentence);
    }

    @Property
    void makesOneOfWhateverAToolSaidAndLeavesASentenceAlone(@ForAll String words) {
        String sentence = Sentence.of(words);

        assertThat(Sentence.of(sentence)).isEqualTo(sentence);
        assertThat(sentence.isEmpty()).isEqualTo(words.isBlank());
        assertThat(sentence.isEmpty() || sentence.matches("(?s).*[.!?]")).isTrue();
        assertThat(sentence.isEmpty()
                        || !Character.isLowerCase(sentence.charAt(0))
                        || Character.toUpperCase(sentence.charAt(0)) == sentence.charAt(0))
                .isTrue();
    }
}
