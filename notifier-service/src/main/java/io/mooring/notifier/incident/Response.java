package io.mooring.notifier.incident;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who took it on. What was first stays known, so that figures say how it was responded to when it was opened, whoever
 * handed it back or reopened it later.
 *
 * @param dueAt by when somebody must
 * @param by who is on it now; null when nobody is
 * @param at since when; null when nobody is
 * @param alert by acknowledging which alert; null: otherwise
 * @param firstDueAt by when somebody had to at first
 * @param firstAt when somebody took it on first
 * @param againAt when it was reopened or handed back last; null: never, or not known of older rows
 */
record Response(
        Instant dueAt,
        @Nullable String by,
        @Nullable Instant at,
        @Nullable UUID alert,
        Instant firstDueAt,
        @Nullable Instant firstAt,
        @Nullable Instant againAt) {

    /** Older rows say neither since when nor what was due at first. */
    Response {
        at = by == null ? null : at == null ? firstAt : at;
        firstDueAt = firstDueAt == null ? dueAt : firstDueAt;
    }

    static Response due(Instant due) {
        return new Response(due, null, null, null, due, null, null);
    }

    Response taken(String person, @Nullable UUID alertAcknowledged, Instant now) {
        return new Response(
                dueAt, person, now, alertAcknowledged, firstDueAt, firstAt == null ? now : firstAt, againAt);
    }

    /** Nobody is on it; what is missed already stays missed. */
    Response again(Instant due, Instant now) {
        boolean answered = firstAt != null || now.isAfter(firstDueAt);
        return new Response(due, null, null, null, answered ? firstDueAt : due, firstAt, now);
    }

    /** Another priority has another time; of the first response only while that is awaited. */
    Response moved(Instant due) {
        return new Response(due, by, at, alert, isTheFirst() ? due : firstDueAt, firstAt, againAt);
    }

    /** @return since when somebody has to, who has not */
    Instant awaitedSince(Instant opened, Instant now) {
        return againAt != null ? againAt : isTheFirst() ? opened : now;
    }

    private boolean isTheFirst() {
        return firstAt == null && firstDueAt.equals(dueAt);
    }
}
