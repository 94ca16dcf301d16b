package io.mooring.backup.wal;

import io.mooring.backup.job.JobControl;
import io.mooring.backup.job.JobLost;
import io.mooring.backup.source.ClusterFacts;
import io.mooring.backup.source.ClusterSample;
import io.mooring.backup.wal.FindBaseBackups.BaseBackup;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Judges how it stands, writes it down with the alarms that begin, and sets the meters. Used by one thread. */
final class ReportWal {

    private static final Logger LOG = LoggerFactory.getLogger(ReportWal.class);

    /** Reads a manifest for each base backup, so not often: soon where one is missing, now and then where one may have gone. */
    private static final long ASK_WHILE_MISSING = TimeUnit.SECONDS.toNanos(5);

    private static final long ASK_AGAIN = TimeUnit.MINUTES.toNanos(1);

    private final WalTask task;
    private final WalRows rows;
    private final JobControl control;
    private final InstantSource clock;
    private final WalMeters meters;
    private final RaiseAlarms alarms;
    private final RecoveryPoints points;
    private final FindBaseBackups findBaseBackups;
    private String systemIdentifier = "";
    private int segmentBytes;
    private @Nullable WalFault slotLost;
    private WalContinuity wal = WalContinuity.NONE;
    private List<BaseBackup> baseBackups = List.of();
    private long askedForBackups = System.nanoTime() - ASK_AGAIN;
    private volatile boolean gapsStale = true;

    ReportWal(
            WalTask task,
            WalRows rows,
            JobControl control,
            InstantSource clock,
            WalMeters meters,
            RaiseAlarms alarms,
            RecoveryPoints points,
            FindBaseBackups findBaseBackups) {
        this.task = task;
        this.rows = rows;
        this.control = control;
        this.clock = clock;
        this.meters = meters;
        this.alarms = alarms;
        this.points = points;
        this.findBaseBackups = findBaseBackups;
    }

    /** What the last report said of the server holds until the server says more. */
    void goOnFrom(WalReport before) {
        systemIdentifier = before.systemIdentifier();
        segmentBytes = before.segmentBytes();
    }

    /** Another segment is stored: gaps are to be looked for again. */
    void segmentStored() {
        gapsStale = true;
    }

    /**
     * @param receiver what is wrong with receiving or sealing
     * @param locations what is wrong with locations
     * @param lost what became of the slot since the last report
     * @param canaries what became of the last canary that was tried
     */
    void report(
            WatchSource.View view,
            Optional<WalFault> receiver,
            List<WalFault> locations,
            Optional<Lsn> received,
            Optional<WalFault> lost,
            CanaryReport canaries) {
        slotLost = lost.orElse(slotLost);
        try {
            WalReport report = judge(view, receiver, locations, received, canaries);
            lookAround(report);
            control.record(rows.report(report)
                    .then(alarms.with(report, wal.gaps(), Optional.ofNullable(slotLost)))
                    .thenReturn(true));
            slotLost = null;
            meters.tell(report, points, task.locationIds(), isRecoverable());
        } catch (JobLost another) {
            throw another;
        } catch (RuntimeException unreachable) {
            alarms.forget();
            gapsStale = true;
            LOG.warn(
                    "How it stands with the WAL of plan {} is not recorded: {}",
                    task.planId(),
                    unreachable.getMessage());
        }
    }

    private void lookAround(WalReport report) {
        if (gapsStale) {
            gapsStale = false;
            wal = Objects.requireNonNull(control.record(new FindGaps(rows).of(task.planId(), report.segmentSize())));
        }
        long wait = isRecoverable() ? ASK_AGAIN : ASK_WHILE_MISSING;
        if (System.nanoTime() - askedForBackups >= wait) {
            askedForBackups = System.nanoTime();
            baseBackups = Objects.requireNonNull(
                    control.record(findBaseBackups.of(task.planId()).collectList()));
        }
    }

    private WalReport judge(
            WatchSource.View view,
            Optional<WalFault> receiver,
            List<WalFault> locations,
            Optional<Lsn> received,
            CanaryReport canaries) {
        ClusterFacts facts = view.facts();
        if (facts != null && view.fault() == null) {
            systemIdentifier = facts.systemIdentifier();
            segmentBytes = facts.walSegmentBytes();
        }
        Optional<Duration> rpo = view.reachable() ? points.behind() : Optional.empty();
        JudgeWal.Verdict verdict = JudgeWal.judge(new JudgeWal.Findings(
                view.reachable(),
                Optional.ofNullable(view.fault()),
                receiver,
                locations,
                slotStatus(view.sample()),
                rpo,
                task.objective(),
                // Over, once a base backup behind it leads on: it then only bounds the times before.
                isRecoverable() ? Optional.empty() : wal.gaps().stream().reduce((older, newer) -> newer)));
        return new WalReport(
                task.planId(),
                verdict.state(),
                verdict.reason(),
                task.slot(),
                systemIdentifier,
                segmentBytes,
                received.orElse(null),
                points.shipped().orElse(null),
                points.at().orElse(null),
                rpo.orElse(null),
                view.reachable() ? canaries : canaries.unanswered(),
                clock.instant());
    }

    private boolean isRecoverable() {
        return baseBackups.stream().anyMatch(backup -> backup.leadsOnTo(wal, systemIdentifier));
    }

    private static @Nullable String slotStatus(@Nullable ClusterSample sample) {
        return sample == null || sample.slot() == null ? null : sample.slot().walStatus();
    }
}
