package io.mooring.backup.restore;

import io.mooring.backup.approval.Decision;
import io.mooring.backup.run.RunFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One restore, from the request to its end and beyond: while the replaced database is kept it can come back. A value: each change is a new
 * one, and {@link RestoreState} refuses those that make no sense.
 *
 * @param version grows with every change
 * @param locationId that is read, once it is known
 * @param decision null until another person decided, or where nobody need
 * @param failure present exactly when it failed or was cancelled
 * @param switching null before a database is being made
 * @param wish what is to become of the replaced database, while that is being done
 * @param previousKeptAs name of the replaced database while it is kept
 * @param remarks in whole sentences, what is not quite as it was
 */
public record Restore(
        String id,
        long version,
        RestoreRequest request,
        RestoreState state,
        @Nullable String locationId,
        @Nullable Decision decision,
        RestoreProgress progress,
        Instant requestedAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable RunFailure failure,
        @Nullable Switching switching,
        @Nullable Wish wish,
        @Nullable String previousKeptAs,
        List<String> remarks) {

    public Restore {
        remarks = List.copyOf(remarks);
        boolean failed = state == RestoreState.FAILED || state == RestoreState.CANCELLED;
        require(failed == (failure != null), "a failure is given exactly when it failed or was cancelled");
        require(state.isOver() == (finishedAt != null), "an end is given exactly when it is over");
        require(
                wish == null || previousKeptAs != null || isBeside(switching),
                "a wish is about a database that is kept, or a schema that was made");
    }

    static Restore requested(String id, RestoreRequest request, Instant now) {
        RestoreState state =
                request.targetKind().needsApproval() ? RestoreState.AWAITING_APPROVAL : RestoreState.QUEUED;
        return new Restore(
                id,
                1,
                request,
                state,
                request.locationId(),
                null,
                RestoreProgress.NONE,
                now,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of());
    }

    Restore approved(String by, Instant now) {
        return copy(state.to(RestoreState.QUEUED))
                .decided(new Decision(true, by, now))
                .made();
    }

    Restore refused(String by, Instant now) {
        return copy(state.to(RestoreState.REFUSED))
                .decided(new Decision(false, by, now))
                .finished(now)
                .made();
    }

    /** Nobody decided in time. */
    Restore expired(String why, Instant now) {
        Copy copy = copy(state.to(RestoreState.EXPIRED)).finished(now);
        copy.remarks = with(List.of(why));
        return copy.made();
    }

    /** Begins, or goes on after its former owner died. */
    Restore started(Instant now) {
        if (state == RestoreState.RUNNING) {
            return this;
        }
        Copy copy = copy(state.to(RestoreState.RUNNING));
        copy.startedAt = now;
        return copy.made();
    }

    Restore reading(String fromLocation) {
        Copy copy = copy(state);
        copy.locationId = fromLocation;
        return copy.made();
    }

    Restore making(Switching databases) {
        Copy copy = copy(state);
        copy.switching = databases;
        return copy.made();
    }

    Restore remarking(List<String> more) {
        Copy copy = copy(state);
        copy.remarks = with(more);
        return copy.made();
    }

    /** @param keptAs name of the replaced database; null when none was replaced */
    Restore completed(RestoreProgress made, @Nullable String keptAs, Instant now) {
        Copy copy = copy(state.to(RestoreState.COMPLETED)).finished(now);
        copy.progress = made.atRest();
        copy.previousKeptAs = keptAs;
        // Only now is it true, whoever was stopped when.
        copy.remarks = switching == null || switching.beside() == null
                ? remarks
                : with(switching.beside().words());
        return copy.made();
    }

    private List<String> with(List<String> more) {
        List<String> all = new ArrayList<>(remarks);
        more.stream().filter(remark -> !remarks.contains(remark)).forEach(all::add);
        return all;
    }

    Restore failed(RunFailure why, Instant now) {
        return ended(RestoreState.FAILED, why, now);
    }

    Restore cancelled(String by, Instant now) {
        RunFailure why = new RunFailure("cancelled", "Cancelled by " + by + "; nothing of it is left.", "");
        return ended(RestoreState.CANCELLED, why, now);
    }

    Restore wishing(Wish.Kind kind, String by, Instant now) {
        Copy copy = copy(state);
        copy.wish = new Wish(kind, by, now);
        return copy.made();
    }

    /** The replaced database is back under its name. */
    Restore undone(String remark) {
        Copy copy = copy(state.to(RestoreState.UNDONE));
        copy.wish = null;
        copy.previousKeptAs = null;
        copy.remarks = new ArrayList<>(remarks);
        copy.remarks.add(remark);
        return copy.made();
    }

    /** The replaced database is gone, or the schema that was made stays for good. */
    Restore confirmed(String remark) {
        Copy copy = copy(state);
        copy.wish = null;
        copy.switching = switching == null ? null : switching.withoutBeside();
        copy.previousKeptAs = null;
        copy.remarks = new ArrayList<>(remarks);
        copy.remarks.add(remark);
        return copy.made();
    }

    /** What was wished could not be done; it may be wished again. */
    Restore wishFailed(String remark) {
        Copy copy = copy(state);
        copy.wish = null;
        copy.remarks = new ArrayList<>(remarks);
        copy.remarks.add(remark);
        return copy.made();
    }

    Restore progressing(RestoreProgress now) {
        Copy copy = copy(state);
        copy.progress = now;
        return copy.made();
    }

    /** From its start to its end; null while it has none. */
    @Nullable
    Duration took() {
        return startedAt == null || finishedAt == null ? null : Duration.between(startedAt, finishedAt);
    }

    /** Whether somebody may still have the replaced database back or let it go, or drop the schema that was made or leave it. */
    public boolean awaitsConfirmation() {
        return state == RestoreState.COMPLETED && (previousKeptAs != null || isBeside(switching)) && wish == null;
    }

    /** The schema that single tables were put into, while Mooring may drop it; null when there is none. */
    @Nullable
    String schema() {
        return state == RestoreState.COMPLETED && switching != null && switching.beside() != null
                ? switching.beside().schema()
                : null;
    }

    private static boolean isBeside(@Nullable Switching switching) {
        return switching != null && switching.beside() != null;
    }

    private Restore ended(RestoreState end, RunFailure why, Instant now) {
        Copy copy = copy(state.to(end)).finished(now);
        copy.failure = why;
        copy.progress = progress.atRest();
        return copy.made();
    }

    private Copy copy(RestoreState next) {
        return new Copy(this, next);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** The next value in the making: with so many parts, only what changes is to be seen. */
    private static final class Copy {

        private final Restore before;
        private final RestoreState state;
        private @Nullable String locationId;
        private @Nullable Decision decision;
        private RestoreProgress progress;
        private @Nullable Instant startedAt;
        private @Nullable Instant finishedAt;
        private @Nullable RunFailure failure;
        private @Nullable Switching switching;
        private @Nullable Wish wish;
        private @Nullable String previousKeptAs;
        private List<String> remarks;

        Copy(Restore before, RestoreState state) {
            this.before = before;
            this.state = state;
            this.locationId = before.locationId;
            this.decision = before.decision;
            this.progress = before.progress;
            this.startedAt = before.startedAt;
            this.finishedAt = before.finishedAt;
            this.failure = before.failure;
            this.switching = before.switching;
            this.wish = before.wish;
            this.previousKeptAs = before.previousKeptAs;
            this.remarks = before.remarks;
        }

        Copy decided(Decision made) {
            decision = made;
            return this;
        }

        Copy finished(Instant at) {
            finishedAt = at;
            return this;
        }

        Restore made() {
            return new Restore(
                    before.id,
                    before.version + 1,
                    Objects.requireNonNull(before.request),
                    state,
                    locationId,
                    decision,
                    progress,
                    before.requestedAt,
                    startedAt,
                    finishedAt,
                    failure,
                    switching,
                    wish,
                    previousKeptAs,
                    remarks);
        }
    }
}
