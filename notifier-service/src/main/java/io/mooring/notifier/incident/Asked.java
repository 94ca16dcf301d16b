package io.mooring.notifier.incident;

import io.mooring.platform.web.problem.PlatformProblem;
import io.mooring.platform.web.problem.ProblemException;
import java.util.UUID;
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
            java.util.@Nullable List<UUID> alerts) {}

    record Text(@Nullable String text) {}

    record Summary(@Nullable String summary) {}

    record Why(@Nullable String why) {}

    record ToPriority(@Nullable String priority, @Nullable String why) {}

    record ToRole(@Nullable String role, @Nullable String person) {}

    record AlertId(@Nullable UUID alertId) {}

    record Notice(@Nullable String text, @Nullable Boolean send) {}

    record Markdown(@Nullable String markdown) {}

    /** @throws ProblemException when it is missing, blank or too long */
    static String text(String field, @Nullable String text, int most) {
        if (text == null || text.isBlank() || text.length() > most) {
            throw invalid(field, "has 1 to " + most + " characters");
        }
        if (text.contains("\0")) {
            throw invalid(field, "holds a character that is no text (NUL)");
        }
        return text.strip();
    }

    static String line(String field, @Nullable String text, int most) {
        return text(field, text, most).replaceAll("\\s*\\R\\s*", " ");
    }

    static Priority priority(@Nullable String word) {
        return Word.read(Priority.class, String.valueOf(word))
                .orElseThrow(() -> invalid("priority", "is none of p0, p1, p2, p3: '" + word + "'"));
    }

    static IncidentState state(String word) {
        return Word.read(IncidentState.class, word)
                .orElseThrow(() -> invalid("state", "is none of open, responding, resolved, closed: '" + word + "'"));
    }

    static Role role(@Nullable String word) {
        return Word.read(Role.class, String.valueOf(word))
                .orElseThrow(() ->
                        invalid("role", "is none of commander, communications, scribe, operations: '" + word + "'"));
    }

    static ProblemException invalid(String field, String words) {
        return ProblemException.ofField(PlatformProblem.INVALID_REQUEST, field, words);
    }
}
