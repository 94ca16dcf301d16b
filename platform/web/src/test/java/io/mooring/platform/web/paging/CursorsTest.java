package io.mooring.platform.web.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.platform.web.problem.PlatformProblem;
import io.mooring.platform.web.problem.ProblemException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorsTest {

    private final Cursors cursors = new Cursors("key");

    @Test
    void whatGoesInComesOutOnEveryInstance() {
        String cursor = cursors.encode("runs", "2026-01-01T00:00:00Z", "é");

        assertThat(new Cursors("key").decode("runs", cursor, 2)).containsExactly("2026-01-01T00:00:00Z", "é");
    }

    @Test
    void aCursorOfAnotherListKeyOrShapeIsInvalid() {
        String cursor = cursors.encode("runs", "a");

        invalid(() -> cursors.decode("plans", cursor, 1));
        invalid(() -> cursors.decode("runs", cursor, 2));
        invalid(() -> new Cursors("other").decode("runs", cursor, 1));
    }

    @Test
    void oneChangedCharacterMakesItInvalid() {
        String cursor = cursors.encode("runs", "a");
        char first = cursor.charAt(0) == 'A' ? 'B' : 'A';

        invalid(() -> cursors.decode("runs", first + cursor.substring(1), 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "no base64!", "' OR 1=1"})
    void madeUpTextIsInvalid(String cursor) {
        invalid(() -> cursors.decode("runs", cursor, 1));
    }

    @Test
    void aPageThatIsNotTheLastLeadsToTheNext() {
        assertThat(Page.of(List.of("a", "b", "c"), 2, item -> "after " + item))
                .isEqualTo(new Page<>(List.of("a", "b"), "after b"));
        assertThat(Page.of(List.of("a", "b"), 2, item -> "after " + item).nextCursor())
                .isNull();
    }

    private static void invalid(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ProblemException.class, refusal -> assertThat(refusal.problem())
                .isEqualTo(PlatformProblem.INVALID_CURSOR));
    }
}
