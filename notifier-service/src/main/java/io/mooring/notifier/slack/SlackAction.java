package io.mooring.notifier.slack;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a button of a message does, and to what; written in the button's action id.
 *
 * @param id of an alert, or of a conversation about several
 */
public record SlackAction(Act act, Subject subject, UUID id) {

    private static final Pattern FORM =
            Pattern.compile("(acknowledge|resolve)/(alert|conversation)/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");

    /** What a person does by pressing it. */
    public enum Act {
        ACKNOWLEDGE,
        RESOLVE
    }

    /** What it is done to. */
    public enum Subject {
        ALERT,
        CONVERSATION
    }

    /** Empty for a button that is none of ours to act on, such as a link. */
    public static Optional<SlackAction> of(String actionId) {
        Matcher parts = FORM.matcher(actionId);
        return parts.matches()
                ? Optional.of(new SlackAction(
                        Act.valueOf(parts.group(1).toUpperCase(Locale.ROOT)),
                        Subject.valueOf(parts.group(2).toUpperCase(Locale.ROOT)),
                        UUID.fromString(parts.group(3))))
                : Optional.empty();
    }

    public String actionId() {
        return act.name().toLowerCase(Locale.ROOT) + "/" + subject.name().toLowerCase(Locale.ROOT) + "/" + id;
    }
}
