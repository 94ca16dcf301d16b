package io.mooring.backup.wal;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How well a plan could be recovered to a point in time.
 *
 * @param state healthy, warning, down or unknown
 * @param rpoSeconds what would be lost now; null while nobody can tell
 * @param window the times that can be recovered to; null when there are none
 */
record RecoveryView(
        String state,
        @Nullable String reason,
        String slot,
        @Nullable String receivedLsn,
        @Nullable String shippedLsn,
        @Nullable Double rpoSeconds,
        @Nullable Long objectiveSeconds,
        @Nullable Window window,
        List<GapView> gaps,
        @Nullable Instant reportedAt) {

    record Window(Instant from, Instant to) {}

    record GapView(String after, String before, Instant since) {
        static GapView of(WalContinuity.Gap gap) {
            return new GapView(gap.after().toString(), gap.before().toString(), gap.since());
        }
    }
}
