package io.mooring.notifier.hook;

import io.mooring.notifier.NotifierProblem;
import io.mooring.platform.web.problem.ProblemException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Whether PagerDuty sent it. While a secret is being changed there are several signatures, and one that fits is enough.
 *
 * @see <a href="https://developer.pagerduty.com/docs/verifying-webhook-signatures">Verifying signatures</a>
 */
final class PagerDutySignature {

    private static final int SIGNATURES = 10;

    private PagerDutySignature() {}

    static void require(@Nullable String secret, @Nullable String header, byte[] body) {
        if (secret == null || secret.isBlank()) {
            throw new ProblemException(
                    NotifierProblem.HOOK_NOT_CONFIGURED,
                    "No webhook of PagerDuty is configured here for this destination: set notifier.hook.pagerduty");
        }
        if (header == null) {
            throw new ProblemException(NotifierProblem.HOOK_SIGNATURE_WRONG, "X-PagerDuty-Signature is needed");
        }
        String right = "v1=" + Signature.of(secret, body);
        boolean fits = Arrays.stream(header.split(",", SIGNATURES + 1))
                .limit(SIGNATURES)
                .anyMatch(given -> Signature.isSame(given.strip(), right));
        if (!fits) {
            throw new ProblemException(
                    NotifierProblem.HOOK_SIGNATURE_WRONG,
                    "The body is not signed with the secret that is configured here");
        }
    }
}
