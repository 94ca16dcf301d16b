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
 * @param canaries whether restore tests can prove recovery to a time
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
        CanariesView canaries,
        @Nullable Instant reportedAt) {

    /**
     * Transactions that the service commits at the source for restore tests to look for.
     *
     * @param state committed, refused, standby, off or unknown
     * @param since when the source began to refuse them; null where it does not, as far as is known
     * @param reason why restore tests cannot prove recovery to a time, or why that is not known; null where they can
     * @param remedy what to do about it; null where nothing is known that helps
     */
    record CanariesView(
            String state,
            @Nullable Instant since,
            @Nullable String reason,
            @Nullable String remedy) {

        /** @param last when it was told, where nobody has told more for too long; null where it says something about now */
        static CanariesView of(CanaryReport told, @Nullable Instant last) {
            CanaryReport.State state = last == null ? told.state() : CanaryReport.State.UNKNOWN;
            return new CanariesView(state.word(), told.since(), reason(told, last), told.remedy());
        }

        private static @Nullable String reason(CanaryReport told, @Nullable Instant last) {
            String said = told.said() == null ? "" : " " + told.said();
            String cannot = "Restore tests cannot prove recovery to a time"
                    + (told.since() == null ? "." : ": the source has refused canaries since " + told.since() + ".");
            if (last != null) {
                return "Whether restore tests can prove recovery to a time is not known: nobody has received this plan's WAL since "
                        + last + "."
                        + (told.state() == CanaryReport.State.REFUSED ? " Until then: " + cannot + said : "");
            }
            return switch (told.state()) {
                case COMMITTED -> null;
                case REFUSED, STANDBY, OFF -> cannot + said;
                case UNKNOWN -> "Whether restore tests can prove recovery to a time is not known." + said;
            };
        }
    }

    record Window(Instant from, Instant to) {}

    record GapView(String after, String before, Instant since) {
        static GapView of(WalContinuity.Gap gap) {
            return new GapView(gap.after().toString(), gap.before().toString(), gap.since());
        }
    }
}
