package io.mooring.notifier.slack;

import com.slack.api.methods.SlackApiException;
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
import org.jspecify.annotations.Nullable;

/**
 * What Slack's errors mean for a delivery. A wrong token or a missing channel is worth trying again: a person mends it,
 * and the alert still goes out. Only what is wrong with the message itself is final.
 *
 * @see <a href="https://docs.slack.dev/reference/methods/chat.postMessage">chat.postMessage, errors</a>
 * @see <a href="https://docs.slack.dev/reference/methods/chat.update">chat.update, errors</a>
 */
final class SlackAnswers {

    private static final Set<String> MESSAGE_IS_WRONG = Set.of(
            "msg_too_long",
            "no_text",
            "invalid_blocks",
            "invalid_blocks_format",
            "msg_blocks_too_long",
            "too_many_attachments",
            "metadata_too_large",
            "invalid_metadata_format",
            "invalid_metadata_schema");
    private static final Set<String> A_PERSON_MENDS_IT = Set.of(
            "invalid_auth",
            "not_authed",
            "account_inactive",
            "token_revoked",
            "token_expired",
            "no_permission",
            "missing_scope",
            "channel_not_found",
            "not_in_channel",
            "is_archived",
            // What chat.update says of an archived channel.
            "is_inactive",
            "restricted_action",
            "restricted_action_non_threadable_channel",
            "restricted_action_read_only_channel",
            "restricted_action_thread_locked",
            "restricted_action_thread_only_channel",
            "access_denied",
            "accesslimited",
            "enterprise_is_restricted",
            "ekm_access_denied",
            "not_allowed_token_type",
            "two_factor_setup_required",
            "org_login_required",
            "team_access_not_granted");
    private static final Set<String> RATE_LIMITED = Set.of("ratelimited", "rate_limited", "message_limit_exceeded");
    private static final Duration WITHOUT_RETRY_AFTER = Duration.ofSeconds(30);

    private SlackAnswers() {}

    /** An answer with HTTP 200 and {@code ok: false}. */
    static Answer of(@Nullable String error) {
        String code = error == null ? "no error code" : error;
        if (MESSAGE_IS_WRONG.contains(code)) {
            return new Answer.Refused("Slack refuses the message: " + code);
        }
        if (A_PERSON_MENDS_IT.contains(code)) {
            return new Answer.TryAgain(
                    null, "Slack refuses: " + code + ". Check the bot token, its scopes and the channel");
        }
        if (RATE_LIMITED.contains(code)) {
            return new Answer.TryAgain(WITHOUT_RETRY_AFTER, "Slack asks to slow down: " + code);
        }
        // Slack documents that fatal_error and internal_error may come after part of the work was done.
        return new Answer.Unknown("Slack could not say whether it posted: " + code);
    }

    /** Whether an answer with HTTP 200 and {@code ok: false} says no more than that it came too soon. */
    static boolean asksToWait(String error) {
        return RATE_LIMITED.contains(error);
    }

    /** An answer that is not HTTP 200. */
    static Answer of(SlackApiException refusal) {
        int status = refusal.getResponse().code();
        if (status == 429) {
            Duration wait = retryAfter(refusal.getResponse());
            return new Answer.TryAgain(wait, "Slack asks to wait " + wait.toSeconds() + " s (429)");
        }
        if (status >= 500) {
            return new Answer.Unknown("Slack answered " + status);
        }
        return new Answer.TryAgain(null, "Slack answered " + status);
    }

    /** No answer at all: certain only when no connection was made. */
    static Answer of(IOException fault) {
        boolean neverLeft = fault instanceof ConnectException
                || fault instanceof UnknownHostException
                || fault instanceof NoRouteToHostException;
        String words = fault.getMessage() == null ? fault.getClass().getSimpleName() : fault.getMessage();
        return neverLeft
                ? new Answer.TryAgain(null, "Slack could not be reached: " + words)
                : new Answer.Unknown("The call to Slack ended without an answer: " + words);
    }

    private static Duration retryAfter(Response response) {
        Duration wait = RetryAfter.of(response.header("Retry-After"), Instant.now());
        return wait == null ? WITHOUT_RETRY_AFTER : wait;
    }
}
