package io.mooring.notifier.pagerduty;

import io.mooring.notifier.channel.Answer;
import io.mooring.notifier.channel.PlainText;
import io.mooring.notifier.channel.RetryAfter;
import io.mooring.notifier.http.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What PagerDuty's answers mean for a delivery.
 *
 * @see <a href="https://developer.pagerduty.com/docs/events-api-v2-overview#response-codes--retry-logic">Response codes</a>
 */
final class PagerDutyAnswers {

    /** PagerDuty counts by the minute and documents no Retry-After. */
    private static final Duration WITHOUT_RETRY_AFTER = Duration.ofSeconds(30);

    private static final int WORDS = 500;

    private final JsonMapper json;

    PagerDutyAnswers(JsonMapper json) {
        this.json = json;
    }

    Answer of(Reply reply, String dedupKey, Instant now) {
        return switch (reply) {
            case Reply.Answered answered
            when answered.isGood() ->
                new Answer.Delivered(dedupKey, "Accepted by PagerDuty, which works on it on its own");
            case Reply.Answered answered -> of(answered, now);
            case Reply.NeverLeft fault -> new Answer.TryAgain(null, "PagerDuty could not be reached: " + fault.why());
            case Reply.NoAnswer fault ->
                new Answer.Unknown("The call to PagerDuty ended without an answer: " + fault.why());
        };
    }

    /** A 5xx is tried again and not looked up: the same key makes a second event one with the first. */
    private Answer of(Reply.Answered answered, Instant now) {
        int status = answered.status();
        return switch (status) {
            case 400, 413 ->
                new Answer.Refused("PagerDuty refuses the event (" + status + "): " + words(answered.body()));
            case 429 -> slower(answered, now);
            // 401, 403, 404 and redirects come from a proxy or a wrong base URL: a person mends it, the alert still
            // goes out.
            default -> new Answer.TryAgain(RetryAfter.of(answered.retryAfter(), now), "PagerDuty answered " + status);
        };
    }

    private static Answer slower(Reply.Answered answered, Instant now) {
        Duration asked = RetryAfter.of(answered.retryAfter(), now);
        Duration wait = asked == null ? WITHOUT_RETRY_AFTER : asked;
        return new Answer.TryAgain(wait, "PagerDuty asks to slow down (429): waiting " + wait.toSeconds() + " s");
    }

    private String words(String body) {
        try {
            JsonNode answer = json.readTree(body);
            List<String> words = new ArrayList<>(List.of(answer.path("message").asString("")));
            answer.path("errors").forEach(error -> words.add(error.asString("")));
            return PlainText.line(String.join("; ", words), WORDS);
        } catch (JacksonException notJson) {
            return PlainText.line(body, WORDS);
        }
    }
}
