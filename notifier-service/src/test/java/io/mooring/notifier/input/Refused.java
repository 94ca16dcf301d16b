package io.mooring.notifier.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mooring.platform.web.problem.ProblemException;

/** What was refused, and in which words. */
record Refused(ProblemException problem) {

    static Refused by(Runnable work) {
        ProblemException problem = catchThrowableOfType(ProblemException.class, work::run);
        assertThat(problem).as("a refusal").isNotNull();
        return new Refused(problem);
    }

    void as(String code, String... words) {
        assertThat(problem.problem().code()).as(problem.detail()).isEqualTo(code);
        assertThat(problem.problem().status().is4xxClientError()).isTrue();
        assertThat(problem.detail()).hasSizeLessThan(400);
        for (String word : words) {
            assertThat(problem.detail()).contains(word);
        }
    }
}
