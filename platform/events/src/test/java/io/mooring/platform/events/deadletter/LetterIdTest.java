package io.mooring.platform.events.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class LetterIdTest {

    @Test
    void isReadAsItIsWritten() {
        assertThat(LetterId.parse("3-17")).isEqualTo(new LetterId(3, 17)).hasToString("3-17");
        assertThatThrownBy(() -> LetterId.parse("last"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("such as 0-17");
    }

    @Test
    void isOneWordInJsonLikeTheState() {
        assertThat(new JsonMapper()
                        .writeValueAsString(Map.of("id", new LetterId(0, 1), "state", DeadLetter.State.WAITING)))
                .contains("\"id\":\"0-1\"")
                .contains("\"state\":\"waiting\"");
    }
}
