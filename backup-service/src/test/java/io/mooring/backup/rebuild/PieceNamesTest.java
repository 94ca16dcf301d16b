package io.mooring.backup.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PieceNamesTest {

    private static final String CONTENT = "ab/" + "ab".repeat(32);

    @Test
    void readsOneAfterTheOther() throws Exception {
        PieceNames names = names("headers/000000/000000001\0" + CONTENT + "\0");

        assertThat(names.next()).isEqualTo("headers/000000/000000001");
        assertThat(names.next()).isEqualTo(CONTENT);
        assertThat(names.next()).isNull();
    }

    /** With a list that names any file, a tree would hold what the host keeps secret. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/shadow",
                "../../etc/shadow",
                "list",
                "-",
                "headers/000000/../../x",
                "ab/abcd",
                "headers/000000/000000001\n"
            })
    void refusesWhatIsNoPiece(String name) {
        assertThatThrownBy(() -> names(name + "\0").next()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> names("x".repeat(1_000_000)).next()).isInstanceOf(IOException.class);
    }

    private static PieceNames names(String list) {
        return new PieceNames(new ByteArrayInputStream(list.getBytes(StandardCharsets.UTF_8)));
    }
}
