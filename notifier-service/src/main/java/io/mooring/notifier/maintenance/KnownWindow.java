package io.mooring.notifier.maintenance;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A window as all events heard so far show it.
 *
 * @param asOf when the newest of these events happened
 * @param startedAt null before it started, or when only its end was heard of
 * @param endedAt null before it was over
 * @param why reason or failure of the newest event that gave one; empty for none
 * @param overdueAt when it was noticed that it should have ended and nobody said so
 */
public record KnownWindow(
        String id,
        WindowState state,
        Window window,
        Instant asOf,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        String why,
        @Nullable Instant overdueAt) {

    static KnownWindow first(WindowChange change) {
        return new KnownWindow(
                change.windowId(),
                change.state(),
                change.window(),
                change.at(),
                change.state() == WindowState.STARTED ? change.at() : null,
                change.state().isOver() ? change.at() : null,
                change.why(),
                null);
    }

    /** In whatever order the same events come, and however often, the same window comes of it. */
    KnownWindow after(WindowChange change) {
        boolean newer = supersedes(change);
        boolean prolonged = newer && change.window().endsAt().isAfter(window.endsAt());
        return new KnownWindow(
                id,
                state.orLater(change.state()),
                newer ? change.window() : window,
                newer ? change.at() : asOf,
                startedAt == null && change.state() == WindowState.STARTED ? change.at() : startedAt,
                end(change),
                newer ? change.why() : why,
                prolonged ? null : overdueAt);
    }

    private @Nullable Instant end(WindowChange change) {
        boolean later = change.state().compareTo(state) > 0
                || (change.state() == state && change.at().equals(asOf));
        return change.state().isOver() && (later || endedAt == null) ? change.at() : endedAt;
    }

    /** Of two events of one moment the later state's wins. */
    private boolean supersedes(WindowChange change) {
        int order = change.at().compareTo(asOf);
        return order > 0 || (order == 0 && change.state().orLater(state) == change.state());
    }

    KnownWindow overdue(Instant now) {
        return new KnownWindow(id, state, window, asOf, startedAt, endedAt, why, now);
    }

    /** Whether alerts of its scope are kept back. */
    boolean mutes() {
        return state == WindowState.STARTED && window.mutesAlerts() && overdueAt == null;
    }

    /** The same where it may not have been noticed yet that its end is overdue. */
    boolean mutes(Instant now, Duration grace) {
        return mutes() && !isOverdue(now, grace);
    }

    boolean isOverdue(Instant now, Duration grace) {
        return state == WindowState.STARTED
                && overdueAt == null
                && !now.isBefore(window.endsAt().plus(grace));
    }
}
