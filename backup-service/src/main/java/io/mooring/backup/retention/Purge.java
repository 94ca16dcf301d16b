package io.mooring.backup.retention;

import io.mooring.backup.approval.Decision;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A purge, from the request to its end. A value: each change is a new one, and {@link PurgeState} refuses those that make no sense.
 *
 * @param version grows with every change
 * @param decision null until another person decided
 * @param finishedAt present exactly when it is over
 * @param items newest first
 * @param remark in whole sentences, why it ended as it did; null when there is nothing to say
 */
record Purge(
        String id,
        long version,
        PurgeRequest request,
        PurgeState state,
        @Nullable Decision decision,
        Instant requestedAt,
        @Nullable Instant finishedAt,
        List<PurgeItem> items,
        @Nullable String remark) {

    Purge {
        items = List.copyOf(items);
        if (state.isOver() != (finishedAt != null)) {
            throw new IllegalArgumentException("an end is given exactly when it is over");
        }
    }

    static Purge requested(String id, PurgeRequest request, List<PurgeItem> items, Instant now) {
        return new Purge(id, 1, request, PurgeState.AWAITING_APPROVAL, null, now, null, items, null);
    }

    /** @param now what would go at this moment: never more than was asked for */
    Purge approved(Decision by, List<PurgeItem> now) {
        return new Purge(id, version + 1, request, state.to(PurgeState.DELETING), by, requestedAt, null, now, null);
    }

    Purge refused(Decision by, @Nullable String why) {
        return ended(PurgeState.REFUSED, by, by.at(), items, why);
    }

    Purge expired(Instant now, String why) {
        return ended(PurgeState.EXPIRED, null, now, items, why);
    }

    Purge cancelled(String by, Instant now) {
        return ended(PurgeState.CANCELLED, null, now, items, "Cancelled by " + by + ".");
    }

    Purge completed(List<PurgeItem> outcome, Instant now) {
        return ended(PurgeState.COMPLETED, decision, now, outcome, null);
    }

    Purge failed(List<PurgeItem> outcome, String why, Instant now) {
        return ended(PurgeState.FAILED, decision, now, outcome, why);
    }

    /** Of those that go, as it was decided last. */
    List<String> going() {
        return items.stream().filter(PurgeItem::goes).map(PurgeItem::runId).toList();
    }

    Purge showing(List<PurgeItem> now) {
        return new Purge(id, version, request, state, decision, requestedAt, finishedAt, now, remark);
    }

    private Purge ended(
            PurgeState end, @Nullable Decision by, Instant now, List<PurgeItem> outcome, @Nullable String why) {
        return new Purge(id, version + 1, request, state.to(end), by, requestedAt, now, outcome, why);
    }
}
