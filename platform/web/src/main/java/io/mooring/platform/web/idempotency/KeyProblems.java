package io.mooring.platform.web.idempotency;

import io.mooring.platform.web.problem.PlatformProblem;
import io.mooring.platform.web.problem.ProblemException;
import org.springframework.http.HttpHeaders;

/** What every implementation says about a key that cannot be used. */
final class KeyProblems {

    private KeyProblems() {}

    static ProblemException reused(String key) {
        return new ProblemException(
                PlatformProblem.IDEMPOTENCY_KEY_REUSED,
                "The key '" + key + "' belongs to another request. Send a new key for a new request.");
    }

    static ProblemException inUse(String key) {
        return new ProblemException(
                        PlatformProblem.IDEMPOTENCY_KEY_IN_USE,
                        "The first request with the key '" + key + "' is still running. Repeat it in a moment.")
                .withHeader(HttpHeaders.RETRY_AFTER, "1");
    }
}
