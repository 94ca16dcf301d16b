package io.mooring.notifier.message;

import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.alert.Words;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a conversation says now, as a whole: a channel that can edit shows this in place of what it showed before.
 *
 * @param status how the thing stands
 * @param severity the gravest that is open; of what is over, the gravest it had
 * @param words title, text and facts
 * @param lines one line for each of several alerts that are told together, gravest first, at most 20; empty for one alert
 * @param more how many alerts the lines leave out
 * @param remark what is new since the last time, one line, for the thread or the subject; empty for the first message
 * @param by who acknowledged or resolved it; null when nobody did
 * @param link where the console shows it; empty for none
 * @param alert the alert that buttons act on; null when there is none, or several: then they act on the conversation
 * @param correlationId what to search the logs for, or empty
 */
public record Message(
        Status status,
        Severity severity,
        Words words,
        List<String> lines,
        int more,
        String remark,
        @Nullable String by,
        String link,
        @Nullable UUID alert,
        String correlationId) {

    /** How the thing stands that the conversation is about. */
    public enum Status {
        FIRING,
        ACKNOWLEDGED,
        RESOLVED,
        /** Nothing is wrong: told for information. */
        NEWS,
        /** To people outside the team: the words alone, and nothing of how grave it is or how it stands. */
        NOTICE
    }

    public Message {
        lines = List.copyOf(lines);
    }

    /** Such as “and 9,980 more”; empty when the lines leave nothing out. */
    public String moreInWords() {
        return more == 0 ? "" : String.format(Locale.ROOT, "and %,d more", more);
    }

    /** Words for people outside the team. */
    public static Message notice(Words words) {
        return new Message(Status.NOTICE, Severity.INFO, words, List.of(), 0, "", null, "", null, "");
    }

    /** The same with another remark. */
    public Message remarking(String other) {
        return new Message(status, severity, words, lines, more, other, by, link, alert, correlationId);
    }

    /** Information that nobody has to act on. */
    public static Message news(Severity severity, Words words, String link, String correlationId) {
        return new Message(Status.NEWS, severity, words, List.of(), 0, "", null, link, null, correlationId);
    }
}
