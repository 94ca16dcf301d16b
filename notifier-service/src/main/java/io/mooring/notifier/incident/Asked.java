package io.mooring.notifier.incident;

import io.mooring.notifier.alert.OutsideText;
import io.mooring.platform.web.problem.FieldFault;
import io.mooring.platform.web.problem.PlatformProblem;
import io.mooring.platform.web.problem.ProblemException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What people send, and whether it can be used. */
final class Asked {

    static final int TEXT = 4_000;
    static final int WHY = 500;
    static final int NAME = 200;
    static final int MARKDOWN = 200_000;

    private Asked() {}

    /** To open one. */
    record Opening(
            @Nullable String title,
            @Nullable String summary,
            @Nullable String priority,
            @Nullable List<@Nullable UUID> alerts) {}

    record Text(@Nullable String text) {}

    record Summary(@Nullable String summary) {}

    record Why(@Nullable String why) {}

    record ToPriority(@Nullable String priority, @Nullable String why) {}

    record ToRole(@Nullable String role, @Nullable String person) {}

    record AlertId(@Nullable UUID alertId) {}

    /** @param title what customers read first; without one neutral words */
    record Notice(
            @Nullable String title,
            @Nullable String text,
            @Nullable Boolean send) {}

    record Note(@Nullable String note) {}

    record Markdown(@Nullable String markdown) {}

    /** @throws ProblemException when it is missing, blank or too long */
    static String text(String field, @Nullable String text, int most) {
        if (text == null || text.isBlank() || text.length() > most) {
            throw invalid(field, "has 1 to " + most + " characters");
        }
        if (text.contains("\0")) {
            throw invalid(field, "holds a character that is no text (NUL)");
        }
        return OutsideText.whole(text.strip());
    }

    static String line(String field, @Nullable String text, int most) {
        return OutsideText.onOneLine(text(field, text, most));
    }

    static Priority priority(@Nullable String word) {
        return oneOf(Priority.class, "priority", "p0, p1, p2, p3", word);
    }

    static Role role(@Nullable String word) {
        return oneOf(Role.class, "role", "commander, communications, scribe, operations", word);
    }

    private static <E extends Enum<E>> E oneOf(Class<E> type, String field, String all, @Nullable String word) {
        if (word == null) {
            throw invalid(field, "is missing; it is one of " + all);
        }
        return Word.read(type, word).orElseThrow(() -> invalid(field, "is none of " + all + ": '" + word + "'"));
    }

    /** Going on are open and responding ones together. */
    static Set<IncidentState> states(@Nullable String word) {
        if (word == null) {
            return Set.of();
        }
        if (word.equals("going-on")) {
            return EnumSet.of(IncidentState.OPEN, IncidentState.RESPONDING);
        }
        return EnumSet.of(Word.read(IncidentState.class, word)
                .orElseThrow(() ->
                        invalid("state", "is none of going-on, open, responding, resolved, closed: '" + word + "'")));
    }

    /** Why, where it need not be said. */
    static String note(@Nullable Note note) {
        return note == null || note.note() == null || note.note().isBlank() ? "" : line("note", note.note(), WHY);
    }

    /**
     * Reads all fields of a request before any of them is used.
     *
     * @throws ProblemException with everything that is wrong
     */
    static void together(Supplier<?>... fields) {
        List<FieldFault> faults = new ArrayList<>();
        for (Supplier<?> field : fields) {
            try {
                field.get();
            } catch (ProblemException wrong) {
                faults.addAll(wrong.faults());
            }
        }
        if (!faults.isEmpty()) {
            String words = faults.stream()
                    .map(fault -> fault.field() + ": " + fault.message())
                    .collect(Collectors.joining("; "));
            throw ProblemException.ofFields(PlatformProblem.INVALID_REQUEST, words, faults);
        }
    }

    static ProblemException invalid(String field, String words) {
        return ProblemException.ofField(PlatformProblem.INVALID_REQUEST, field, words);
    }
}
