package io.mooring.backup.wal;

import io.mooring.backup.source.ClusterSample;
import io.mooring.backup.source.ClusterSource;
import io.mooring.backup.source.ClusterTools;
import io.mooring.backup.source.SourceFailure;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts pg_receivewal, and starts it again whenever it ends: at once, then at growing distance. Used by one thread. */
final class KeepReceiving implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KeepReceiving.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    /** Starts in vain: the server needs a moment to notice that our own former receiver is gone. */
    private static final int PATIENCE = 4;

    private static final Duration SETTLED = Duration.ofSeconds(5);

    private final String planId;
    private final ClusterSource source;
    private final String slot;
    private final WalFolder folder;
    private final InstantSource clock;
    private @Nullable ReceiverProcess receiver;
    private @Nullable WalFault fault;
    private WhyNotSent why = WhyNotSent.UNKNOWN;
    private int takenInARow;
    private Instant startedAt = Instant.MIN;
    private Instant notBefore = Instant.MIN;
    private Duration pause = FIRST_PAUSE;

    KeepReceiving(String planId, ClusterSource source, String slot, WalFolder folder, InstantSource clock) {
        this.planId = planId;
        this.source = source;
        this.slot = slot;
        this.folder = folder;
        this.clock = clock;
    }

    /**
     * Looks whether it runs, and starts it when it does not and the pause is over.
     *
     * @param sample the server's position and slot, of a moment ago
     */
    void tend(ClusterTools tools, SegmentSize size, ClusterSample sample) throws IOException, InterruptedException {
        ReceiverProcess running = receiver;
        Instant now = clock.instant();
        if (running != null && running.isRunning()) {
            if (startedAt.plus(SETTLED).isBefore(now)) {
                fault = null;
                pause = FIRST_PAUSE;
            }
            return;
        }
        if (running != null) {
            ended(running, now);
            why = folder.next(size)
                    .or(() -> beginningOf(sample, size))
                    .map(next -> WhyNotSent.ask(source, next, size, sample.timeline()))
                    .orElse(WhyNotSent.UNKNOWN);
        }
        if (!now.isBefore(notBefore)) {
            ReceiverProcess.endOrphan(folder);
            folder.removeHalfMade(size);
            receiver = ReceiverProcess.start(tools, source, slot, folder);
            startedAt = now;
            LOG.info("Receiving WAL of plan {} through the slot {}", planId, slot);
        }
    }

    private static Optional<Segment> beginningOf(ClusterSample sample, SegmentSize size) {
        return Optional.ofNullable(sample.slot())
                .flatMap(slot -> Optional.ofNullable(slot.restartLsn()))
                .map(lsn -> Segment.at(sample.timeline(), Lsn.parse(lsn), size));
    }

    private void ended(ReceiverProcess ended, Instant now) throws InterruptedException {
        SourceFailure failure = ended.ending();
        takenInARow = ended.isSlotTaken() ? takenInARow + 1 : 0;
        fault = new WalFault("wal-not-received", failure.getMessage(), failure.remedy());
        LOG.warn("WAL of plan {} is not received: {}", planId, failure.getMessage());
        ended.close();
        receiver = null;
        notBefore = now.plus(pause);
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
    }

    /** Why it does not run, or did not run until a moment ago. */
    Optional<WalFault> fault() {
        return Optional.ofNullable(fault);
    }

    /**
     * Whether somebody else has read the slot for a while, asked once. We hold the plan's job: it is a left-over of ours on a host that we
     * cannot reach.
     */
    boolean isHeldUpByAnother() {
        boolean answer = takenInARow >= PATIENCE;
        takenInARow = answer ? 0 : takenInARow;
        return answer;
    }

    /** Whether it ended last because the server no longer has what it asked for; asked once. */
    boolean lacksWal() {
        boolean answer = why.removed();
        why = new WhyNotSent(false, why.leftAt());
        return answer;
    }

    /** Where the server's history left what was received, when that is why it ended last; asked once. */
    Optional<TimelineHistory.Branch> leftAt() {
        Optional<TimelineHistory.Branch> answer = why.leftAt();
        why = new WhyNotSent(why.removed(), Optional.empty());
        return answer;
    }

    @Override
    public void close() {
        ReceiverProcess running = receiver;
        receiver = null;
        if (running != null) {
            running.close();
        }
    }
}
