package io.mooring.backup.wal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with a plan's WAL, as whoever receives it tells once a second.
 *
 * @param slot the replication slot on the server
 * @param received the position up to which the log is on our disk; null while that is not known
 * @param shipped the position up to which at least one location has it; null while none has
 * @param recoveryPointAt the time, by the source's clock, up to which nothing would be lost; null while that is not known
 * @param rpo how far that is behind; null while that is not known
 * @param canaries whether restore tests have something to look for
 * @param at when this was true
 */
public record WalReport(
        String planId,
        State state,
        @Nullable String reason,
        String slot,
        String systemIdentifier,
        int segmentBytes,
        @Nullable Lsn received,
        @Nullable Lsn shipped,
        @Nullable Instant recoveryPointAt,
        @Nullable Duration rpo,
        CanaryReport canaries,
        Instant at) {

    /** Whether the recovery point objective is held, is in danger, is missed, or nobody can tell. */
    public enum State {
        HEALTHY,
        WARNING,
        DOWN,
        UNKNOWN
    }

    /** Empty before initdb's facts were asked for the first time. */
    Optional<SegmentSize> segmentSize() {
        return segmentBytes == 0 ? Optional.empty() : Optional.of(new SegmentSize(segmentBytes));
    }
}
