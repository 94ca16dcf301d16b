package io.mooring.notifier.alert;

import io.mooring.notifier.alert.Alert.Acknowledgement;
import io.mooring.notifier.alert.Alert.Ending;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A change in one line, as history and messages tell it. */
public final class ChangeWords {

    private ChangeWords() {}

    /** Who did it; null when no person did. */
    public static @Nullable String by(AlertChange change) {
        Acknowledgement acknowledgement = change.after().acknowledgement();
        Ending ending = change.after().ending();
        return switch (change.what()) {
            case ACKNOWLEDGED -> acknowledgement == null ? null : acknowledgement.by();
            case RESOLVED -> ending == null ? null : ending.by();
            case UNACKNOWLEDGED ->
                change.givenBack() == null ? null : change.givenBack().by();
            case RAISED, ESCALATED, RELAPSED, UPDATED, NEWS -> null;
        };
    }

    public static String of(AlertChange change) {
        Alert alert = change.after();
        return switch (change.what()) {
            case RAISED ->
                "Raised as " + name(alert.severity()) + ": " + alert.words().title();
            case ESCALATED ->
                "Now " + name(alert.severity()) + ": " + alert.words().title();
            case RELAPSED ->
                "Again " + name(alert.severity()) + ": " + alert.words().title();
            case UPDATED ->
                alert.flapping()
                        ? "Comes and goes: its end is waited for"
                        : "Now " + name(alert.severity()) + ": " + alert.words().title();
            case ACKNOWLEDGED -> acknowledged(alert);
            case UNACKNOWLEDGED -> givenBack(change.givenBack());
            case RESOLVED -> resolved(alert);
            case NEWS -> alert.words().title();
        };
    }

    private static String acknowledged(Alert alert) {
        Acknowledgement who = alert.acknowledgement();
        return who == null ? "Acknowledged" : "Acknowledged by " + who.by() + note(who.note());
    }

    private static String givenBack(AlertChange.@Nullable GivenBack who) {
        return who == null
                ? "Given back: nobody works on it"
                : "Given back by " + who.by() + ", nobody works on it" + note(who.note());
    }

    private static String resolved(Alert alert) {
        Ending ending = alert.ending();
        return switch (ending == null ? Alert.How.RECOVERED : ending.how()) {
            case RECOVERED -> "Resolved: it recovered";
            case QUIET -> "Resolved: not heard of any more";
            case PERSON -> "Resolved by " + (ending == null ? "a person" : ending.by() + note(ending.note()));
        };
    }

    private static String note(String note) {
        return note.isEmpty() ? "" : ": " + note;
    }

    private static String name(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }
}
