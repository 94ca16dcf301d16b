package io.mooring.backup.wal;

import io.mooring.backup.source.ClusterFacts;
import io.mooring.backup.source.ClusterSample;
import io.mooring.backup.source.ClusterServer;
import io.mooring.backup.source.ClusterTools;
import io.mooring.backup.source.SourceFailure;
import io.mooring.backup.source.StandbyQuestions;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the source once a second where its log stands, on a thread of its own: a frozen server holds up nobody. Makes the slot when it
 * is missing, before anything is received, and makes a lost one anew.
 */
final class WatchSource implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(WatchSource.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(4);
    private static final Duration EVERY = Duration.ofSeconds(1);

    /**
     * The newest answer.
     *
     * @param fault why there is none, or why it must not be received; then the rest is what was known before
     * @param reachable whether the source answered
     */
    record View(
            @Nullable ClusterFacts facts,
            @Nullable ClusterTools tools,
            @Nullable ClusterSample sample,
            boolean reachable,
            @Nullable WalFault fault) {

        /** What the server knows to be on our disk; null when it cannot tell. */
        @Nullable
        Lsn confirmed() {
            ClusterSample.Slot slot = sample == null ? null : sample.slot();
            String lsn = slot == null ? null : slot.restartLsn();
            return lsn == null ? null : Lsn.parse(lsn);
        }

        /** Whether receiving may start: the slot is there, and it is the right server. */
        boolean isReady() {
            return fault == null && facts != null && tools != null && sample != null && sample.slot() != null;
        }
    }

    private final WalTask task;
    private final RecoveryPoints points;
    private final WriteCanaries canaries;
    private String expectedSystem;
    private volatile View view = new View(null, null, null, false, null);
    private volatile boolean endReader;
    private volatile boolean renew;
    private volatile long lackingSegment;
    private volatile Optional<Segment> oldest = Optional.empty();
    private volatile Optional<WalFault> slotLost = Optional.empty();

    /** @param expectedSystem the server's identifier as it was; empty when this plan never received anything */
    WatchSource(WalTask task, RecoveryPoints points, WriteCanaries canaries, String expectedSystem) {
        this.task = task;
        this.points = points;
        this.canaries = canaries;
        this.expectedSystem = expectedSystem;
    }

    View view() {
        return view;
    }

    /** What became of the slot since this was asked last, when the server gave it up. */
    Optional<WalFault> takeSlotLost() {
        Optional<WalFault> lost = slotLost;
        slotLost = Optional.empty();
        return lost;
    }

    /**
     * Has the slot made anew by the next look: a receiver that asks for WAL from before the slot's beginning moves the slot back there, and
     * would then be sent nowhere else again. What the server still has of what lies before the new slot is then to be received first.
     *
     * @param lacking the number of the segment that the server has not got any more
     */
    void renewSlot(long lacking) {
        lackingSegment = lacking;
        renew = true;
    }

    /** Where to begin with a slot that was made anew, asked once. */
    Optional<Segment> takeOldest() {
        if (renew) {
            return Optional.empty();
        }
        Optional<Segment> answer = oldest;
        oldest = Optional.empty();
        return answer;
    }

    /** Whether the slot is still to be made anew. */
    boolean isRenewingSlot() {
        return renew;
    }

    /** Ends a receiver of ours on another host that still holds the slot. */
    void endOtherReader() {
        endReader = true;
    }

    @Override
    public void run() {
        try {
            while (true) {
                watch();
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() throws InterruptedException {
        try (ClusterServer server = ClusterServer.connect(task.source(), TIMEOUT)) {
            ClusterFacts facts = server.facts();
            ClusterTools tools = ClusterTools.forServer(facts.major(), task.postgresFolders());
            Optional<WalFault> unfit = unfit(facts);
            if (unfit.isPresent()) {
                view = new View(facts, tools, null, true, unfit.get());
                return;
            }
            expectedSystem = facts.systemIdentifier();
            while (true) {
                look(server, facts, tools);
                Thread.sleep(EVERY);
            }
        } catch (SourceFailure failure) {
            View before = view;
            view = new View(before.facts(), before.tools(), before.sample(), false, fault(failure));
        }
    }

    private void look(ClusterServer server, ClusterFacts facts, ClusterTools tools) throws SourceFailure {
        if (endReader) {
            endReader = false;
            if (server.endReader(task.slot(), task.slot())) {
                LOG.warn("Ended a receiver of another process that still read the slot {}", task.slot());
            }
        }
        ClusterSample sample = server.sample(task.slot());
        ClusterSample.Slot slot = sample.slot();
        if (slot != null && renew && !slot.isLost()) {
            server.dropSlot(task.slot());
            slot = null;
        }
        if (slot == null || slot.isLost()) {
            Lsn from = makeSlot(server, slot != null);
            sample = server.sample(task.slot());
            if (renew) {
                oldest = Optional.of(oldest(new SegmentSize(facts.walSegmentBytes()), sample.timeline(), from));
            }
            renew = false;
        }
        points.sampled(sample.at(), sample.timeline(), Lsn.parse(sample.flushedLsn()));
        view = new View(facts, tools, sample, true, null);
        canaries.tend(server);
    }

    /** The slot keeps nothing from before it was made, or rather from before the last checkpoint; what is there goes with the next one. */
    private Segment oldest(SegmentSize size, long timeline, Lsn from) {
        Segment kept = Segment.at(timeline, from, size);
        try {
            long number = new StandbyQuestions(task.source(), size.bytes(), TIMEOUT)
                    .oldest(timeline, lackingSegment, kept.number());
            return new Segment(timeline, number);
        } catch (SourceFailure failure) {
            LOG.warn("Which WAL the server still has from before {} is not known: {}", from, failure.getMessage());
            return kept;
        }
    }

    private Lsn makeSlot(ClusterServer server, boolean lost) throws SourceFailure {
        if (lost) {
            LOG.warn(
                    "The server gave up the slot {}: it held more WAL than max_slot_wal_keep_size allows", task.slot());
            slotLost = Optional.of(
                    new WalFault(
                            "wal-slot-lost",
                            "The server gave up the replication slot " + task.slot()
                                    + ": WAL that was not received yet exceeded its max_slot_wal_keep_size.",
                            "Take a new base backup now; raise max_slot_wal_keep_size if the receiver was away for less than it may be."));
            server.dropSlot(task.slot());
        }
        String from = server.createSlot(task.slot());
        LOG.info("Made the slot {}, which keeps WAL from {} on", task.slot(), from);
        return Lsn.parse(from);
    }

    private Optional<WalFault> unfit(ClusterFacts facts) {
        if ("minimal".equals(facts.walLevel())) {
            return Optional.of(new WalFault(
                    "wal-level-minimal",
                    "The server's wal_level is minimal: its WAL is not enough for recovery.",
                    "Set wal_level = replica and restart the server."));
        }
        if (!expectedSystem.isEmpty() && !expectedSystem.equals(facts.systemIdentifier())) {
            return Optional.of(new WalFault(
                    "another-cluster",
                    "The server is another cluster (system identifier " + facts.systemIdentifier()
                            + ") than the one whose WAL this plan holds (" + expectedSystem + ").",
                    "Declare a new plan for it; this one keeps what it has."));
        }
        return Optional.empty();
    }

    private static WalFault fault(SourceFailure failure) {
        return new WalFault(
                "source-"
                        + failure.fault()
                                .name()
                                .toLowerCase(java.util.Locale.ROOT)
                                .replace('_', '-'),
                String.valueOf(failure.getMessage()),
                failure.remedy());
    }
}
