package io.mooring.notifier.slackwebhook;

import io.mooring.notifier.channel.Answer;
import io.mooring.notifier.channel.RetryAfter;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import okhttp3.Response;

/** What a webhook's errors mean, which come as a status with a word in plain text. No words hold its address, which is the secret. */
final class WebhookAnswers {

    private static final Set<String> MESSAGE_IS_WRONG =
            Set.of("invalid_payload", "no_text", "too_many_attachments", "invalid_blocks", "invalid_blocks_format");
    private static final Duration WITHOUT_RETRY_AFTER = Duration.ofSeconds(30);

    private WebhookAnswers() {}

    static Answer of(Response response) throws IOException {
        String word = word(response.peekBody(200).string());
        return switch (response.code()) {
            case 429 -> wait(response);
            case 400, 413 -> new Answer.Refused("Slack refuses the message: " + word);
            case 403 -> mend("the workspace does not allow this webhook to post", word);
            case 404 -> mend("the webhook does not exist, or was switched off", word);
            case 410 -> mend("the webhook's channel is archived", word);
            default -> other(response.code(), word);
        };
    }

    private static Answer other(int status, String word) {
        if (MESSAGE_IS_WRONG.contains(word)) {
            return new Answer.Refused("Slack refuses the message: " + word);
        }
        return status >= 500
                ? new Answer.Unknown("Slack answered " + status)
                : new Answer.TryAgain(null, "Slack answered " + status);
    }

    private static Answer wait(Response response) {
        Duration asked = RetryAfter.of(response.header("Retry-After"), Instant.now());
        Duration wait = asked == null ? WITHOUT_RETRY_AFTER : asked;
        return new Answer.TryAgain(wait, "Slack asks to wait " + wait.toSeconds() + " s (429)");
    }

    /** A person mends it, and the alert still goes out. */
    private static Answer mend(String what, String word) {
        return new Answer.TryAgain(null, "Slack refuses: " + what + " (" + word + ")");
    }

    static Answer of(IOException fault) {
        boolean neverLeft = fault instanceof ConnectException
                || fault instanceof UnknownHostException
                || fault instanceof NoRouteToHostException;
        return neverLeft
                ? new Answer.TryAgain(
                        null, "Slack could not be reached: " + fault.getClass().getSimpleName())
                : new Answer.Unknown("The call to Slack ended without an answer: "
                        + fault.getClass().getSimpleName());
    }

    /** What is no word of Slack's comes from something in between, and may be a whole page. */
    private static String word(String body) {
        String line = body.strip();
        return line.matches("[a-z_]{1,60}") ? line : "no error code";
    }
}
