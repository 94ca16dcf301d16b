package io.mooring.platform.web.etag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.platform.web.problem.PlatformProblem;
import io.mooring.platform.web.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagTest {

    private final EntityTag present = new EntityTag(7);

    @ParameterizedTest
    @ValueSource(strings = {"\"7\"", "*", " * ", "\"6\", \"7\""})
    void whoHasReadThisVersionMayChangeIt(String ifMatch) {
        assertThatCode(() -> present.require(ifMatch)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"6\"", "7", "W/\"7\"", "\"77\""})
    void whoHasReadAnotherMayNot(String ifMatch) {
        refused(PlatformProblem.VERSION_MISMATCH, ifMatch);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void whoSaysNothingIsAsked(@Nullable String ifMatch) {
        refused(PlatformProblem.VERSION_REQUIRED, ifMatch);
    }

    @Test
    void aVersionIsNotNegative() {
        assertThatThrownBy(() -> new EntityTag(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    private void refused(PlatformProblem problem, @Nullable String ifMatch) {
        assertThatThrownBy(() -> present.require(ifMatch))
                .isInstanceOfSatisfying(ProblemException.class, refusal -> assertThat(refusal.problem())
                        .isEqualTo(problem));
    }
}
