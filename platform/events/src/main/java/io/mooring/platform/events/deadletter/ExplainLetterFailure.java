package io.mooring.platform.events.deadletter;

import static io.mooring.platform.events.EventsProblem.DEAD_LETTER_SOURCE_UNKNOWN;

import io.mooring.platform.events.deadletter.DeadLetters.UnknownSource;
import io.mooring.platform.web.problem.PlatformProblem;
import io.mooring.platform.web.problem.ProblemException;
import org.apache.kafka.common.KafkaException;
import org.springframework.http.HttpHeaders;

/** What reading letters can fail with, as problems. */
final class ExplainLetterFailure {

    private ExplainLetterFailure() {}

    static Throwable inWords(Throwable failure) {
        return switch (failure) {
            case UnknownSource unknown ->
                new ProblemException(DEAD_LETTER_SOURCE_UNKNOWN, String.valueOf(unknown.getMessage()));
            case KafkaException away ->
                new ProblemException(
                                PlatformProblem.DEPENDENCY_UNAVAILABLE,
                                "Kafka, which keeps the dead letters, does not answer. Nothing was decided; try again.")
                        .withHeader(HttpHeaders.RETRY_AFTER, "5")
                        .causedBy(away);
            default -> failure;
        };
    }
}
