package io.mooring.backup.retention;

import io.mooring.backup.approval.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A purge as the API shows it.
 *
 * @param runId of one backup; null when all of the plan's were meant
 * @param goes how many go, or are gone
 * @param stays how many stay, or of which something remains
 * @param items newest first; null in lists. Of a purge that waits: as it would be now
 * @param expiresAt when it ends if nobody decides; null once somebody did
 * @param remark in whole sentences, why it ended as it did
 */
record PurgeView(
        String id,
        String planId,
        @Nullable String runId,
        String reason,
        boolean confirmLastVerified,
        String state,
        String requestedBy,
        Instant requestedAt,
        @Nullable Instant expiresAt,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable Instant finishedAt,
        long goes,
        long stays,
        @Nullable List<ItemView> items,
        @Nullable String remark,
        String correlationId) {

    /** One backup: goes, stays, gone or remains, with every reason in whole sentences. */
    record ItemView(String runId, Instant takenAt, String fate, List<String> reasons) {

        static ItemView of(PurgeItem item) {
            return new ItemView(item.runId(), item.takenAt(), item.fate().word(), item.reasons());
        }
    }

    static PurgeView of(Purge purge, Duration timeout) {
        return of(purge, timeout, purge.items().stream().map(ItemView::of).toList());
    }

    static PurgeView inList(Purge purge, Duration timeout) {
        return of(purge, timeout, null);
    }

    private static PurgeView of(Purge purge, Duration timeout, @Nullable List<ItemView> items) {
        PurgeRequest request = purge.request();
        Decision decision = purge.decision();
        long goes = purge.items().stream()
                .filter(item -> item.goes() || item.fate() == PurgeItem.Fate.GONE)
                .count();
        return new PurgeView(
                purge.id(),
                request.planId(),
                request.runId(),
                request.reason(),
                request.confirmLastVerified(),
                purge.state().word(),
                request.requestedBy(),
                purge.requestedAt(),
                purge.state() == PurgeState.AWAITING_APPROVAL
                        ? purge.requestedAt().plus(timeout)
                        : null,
                decision == null ? null : decision.by(),
                decision == null ? null : decision.at(),
                purge.finishedAt(),
                goes,
                purge.items().size() - goes,
                items,
                purge.remark(),
                request.correlationId());
    }
}
