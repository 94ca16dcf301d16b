package io.mooring.notifier.webhook;

import io.mooring.notifier.channel.Answer;
import io.mooring.notifier.channel.PlainText;
import io.mooring.notifier.channel.RetryAfter;
import io.mooring.notifier.http.Reply;
import java.time.Instant;
import java.util.Set;

/** What a receiver's answers mean for a delivery. */
final class WebhookAnswers {

    private static final int WORDS = 200;

    /** A secret or an address that is wrong, here or there: once it is right the same message is taken. */
    private static final Set<Integer> A_PERSON_MENDS_IT = Set.of(401, 403, 404);

    private WebhookAnswers() {}

    static Answer of(Reply reply, String reference, Instant now) {
        return switch (reply) {
            case Reply.Answered answered
            when answered.isGood() -> new Answer.Delivered(reference, "The receiver answered " + answered.status());
            case Reply.Answered answered -> of(answered, now);
            case Reply.NeverLeft fault ->
                new Answer.TryAgain(null, "The receiver could not be reached: " + fault.why());
            case Reply.NoAnswer fault ->
                new Answer.Unknown("The call to the receiver ended without an answer: " + fault.why());
        };
    }

    private static Answer of(Reply.Answered answered, Instant now) {
        int status = answered.status();
        if (status == 408 || status == 425 || status == 429 || status >= 500) {
            return new Answer.TryAgain(RetryAfter.of(answered.retryAfter(), now), "The receiver answered " + status);
        }
        if (A_PERSON_MENDS_IT.contains(status)) {
            return new Answer.TryAgain(
                    null, "The receiver answered " + status + ". Check the destination's address and secret");
        }
        if (status == 410) {
            return new Answer.Refused("The receiver is gone for good (410)");
        }
        if (status < 400) {
            return new Answer.Refused("The receiver sends elsewhere (" + status
                    + "), and redirects are not followed: set" + " the destination's new address");
        }
        String words = PlainText.line(answered.body(), WORDS);
        return new Answer.Refused("The receiver refuses (" + status + ")" + (words.isEmpty() ? "" : ": " + words));
    }
}
