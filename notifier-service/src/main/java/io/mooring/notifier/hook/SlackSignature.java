package io.mooring.notifier.hook;

import io.mooring.notifier.NotifierProblem;
import io.mooring.platform.web.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Whether Slack sent it, and lately: what was overheard cannot be sent again later.
 *
 * @see <a href="https://docs.slack.dev/authentication/verifying-requests-from-slack">Verifying requests from Slack</a>
 */
final class SlackSignature {

    private static final Duration STALE = Duration.ofMinutes(5);

    private final String secret;
    private final InstantSource clock;

    SlackSignature(String secret, InstantSource clock) {
        this.secret = secret;
        this.clock = clock;
    }

    void require(@Nullable String timestamp, @Nullable String signature, byte[] body) {
        if (secret.isBlank()) {
            throw new ProblemException(
                    NotifierProblem.HOOK_NOT_CONFIGURED,
                    "Buttons in Slack are not configured here: set notifier.slack.signing-secret");
        }
        if (timestamp == null || signature == null) {
            throw wrong("X-Slack-Request-Timestamp and X-Slack-Signature are needed");
        }
        byte[] base = ("v0:" + timestamp + ":").getBytes(StandardCharsets.UTF_8);
        if (!Signature.isSame(signature, "v0=" + Signature.of(secret, base, body))) {
            throw wrong("The body is not signed with the secret that is configured here");
        }
        if (age(timestamp).compareTo(STALE) > 0) {
            throw wrong("It was signed more than 5 minutes from now: one of the clocks is wrong, or it is sent again");
        }
    }

    private Duration age(String timestamp) {
        try {
            return Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), clock.instant())
                    .abs();
        } catch (NumberFormatException | java.time.DateTimeException noTime) {
            throw wrong("X-Slack-Request-Timestamp is no time in seconds");
        }
    }

    private static ProblemException wrong(String why) {
        return new ProblemException(NotifierProblem.HOOK_SIGNATURE_WRONG, why);
    }
}
