package io.mooring.backup.wal;

import io.mooring.backup.job.JobControl;
import io.mooring.backup.job.JobLost;
import io.mooring.backup.key.KeyUnusable;
import io.mooring.backup.key.ManifestSigner;
import io.mooring.backup.source.ClusterFacts;
import io.mooring.platform.events.outbox.Outbox;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives and ships one plan's WAL until it is interrupted. One thread looks after the receiver, seals what came and reports; the
 * source is asked on a second one, and each location has one of its own.
 */
final class ReceiveWal {

    private static final Logger LOG = LoggerFactory.getLogger(ReceiveWal.class);
    private static final Duration TICK = Duration.ofMillis(200);
    private static final Duration REPORT_EVERY = Duration.ofSeconds(1);
    private static final Duration END = Duration.ofSeconds(2);

    private final WalTask task;
    private final WalRows rows;
    private final JobControl control;
    private final InstantSource clock;
    private final WalMeters meters;
    private final FindBaseBackups baseBackups;
    private final WalFolder folder;
    private final Backlog backlog;
    private final RecoveryPoints points;
    private final KeepReceiving receiving;
    private final KeepLocal keepLocal;
    private final ReportWal reporting;
    private final WriteCanaries canaries;
    private final List<ShipToLocation> shippers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private @Nullable SealWal sealing;
    private volatile @Nullable SegmentSize size;
    private @Nullable WalFault local;
    private final InstantSource pace = Pace.neverBack();
    private Instant nextPartial = Instant.MIN;
    private Instant nextReport = Instant.MIN;

    ReceiveWal(
            WalTask task,
            WalRows rows,
            Outbox outbox,
            JobControl control,
            InstantSource clock,
            WalMeters meters,
            FindBaseBackups baseBackups) {
        this.task = task;
        this.rows = rows;
        this.control = control;
        this.clock = clock;
        this.meters = meters;
        this.folder = new WalFolder(task.stateFolder(), task.planId());
        this.backlog = new Backlog(task.locationIds());
        this.points = new RecoveryPoints(task.locationIds());
        this.receiving = new KeepReceiving(task.planId(), task.source(), task.slot(), folder, pace);
        this.keepLocal = new KeepLocal(task, folder, backlog, rows, control);
        this.reporting = new ReportWal(
                task, rows, control, clock, meters, new RaiseAlarms(task, rows, outbox), points, baseBackups);
        this.canaries = new WriteCanaries(task.canaryEvery(), clock);
        this.baseBackups = baseBackups;
    }

    /** Returns by exception only. What was received stays in the state folder for whoever goes on. */
    void run(Duration expireEvery) throws InterruptedException {
        Optional<WalReport> before = Optional.ofNullable(control.record(rows.report(task.planId())));
        WatchSource watch = new WatchSource(
                task, points, canaries, before.map(WalReport::systemIdentifier).orElse(""));
        ExpireWal expiry = new ExpireWal(
                task, rows, baseBackups::of, control, backlog, expireEvery, () -> Optional.ofNullable(size), clock);
        prepare(before);
        try {
            start("source", watch);
            start("expiry", expiry);
            shippers.forEach(shipper -> start(shipper.locationId(), shipper));
            startIndexing();
            while (true) {
                tick(watch);
                Thread.sleep(TICK);
            }
        } finally {
            receiving.close();
            meters.forget(task.planId());
            threads.forEach(Thread::interrupt);
            for (Thread thread : threads) {
                thread.join(END);
            }
        }
    }

    private void startIndexing() {
        ManifestSigner signer = task.signer();
        if (signer != null) {
            task.locations()
                    .forEach(location -> start(
                            "index-" + location.id(),
                            new IndexWal(task, location, signer, task.indexEvery(), rows, control, clock)));
        }
    }

    private void prepare(Optional<WalReport> before) {
        for (StoredWal each : found()) {
            backlog.add(each.object(), each.locations());
            each.locations().forEach(location -> points.stored(location, each.object()));
        }
        before.ifPresent(report -> {
            reporting.goOnFrom(report);
            canaries.goOnFrom(report.canaries());
            if (report.recoveryPointAt() != null && report.shipped() != null) {
                points.sampledBefore(report.recoveryPointAt(), report.shipped());
            }
        });
        WalNotes notes = new WalNotes(task, rows, control, clock, points, reporting);
        task.locations().forEach(location -> shippers.add(new ShipToLocation(task, location, folder, backlog, notes)));
    }

    private List<StoredWal> found() {
        return Objects.requireNonNull(control.record(rows.all(task.planId()).collectList()));
    }

    /** Platform threads: a write to a hung mount would hold a virtual thread's carrier for good. */
    private void start(String name, Runnable work) {
        threads.add(Thread.ofPlatform()
                .daemon()
                .name("wal-" + task.planId() + "-" + name)
                .start(work));
    }

    private void tick(WatchSource watch) throws InterruptedException {
        WatchSource.View view = watch.view();
        try {
            work(watch, view);
            local = null;
        } catch (JobLost another) {
            throw another;
        } catch (IOException | KeyUnusable | RuntimeException failure) {
            WalFault fault = localFault(failure);
            if (local == null) {
                LOG.warn("Plan {}: {}", task.planId(), fault);
            }
            local = fault;
        }
        if (!pace.instant().isBefore(nextReport)) {
            nextReport = pace.instant().plus(REPORT_EVERY);
            reporting.report(
                    watch.view(),
                    Optional.ofNullable(local).or(receiving::fault),
                    shippers.stream()
                            .flatMap(shipper -> shipper.fault().stream())
                            .toList(),
                    Optional.ofNullable(sealing).flatMap(SealWal::received),
                    watch.takeSlotLost(),
                    canaries.report());
        }
    }

    private void work(WatchSource watch, WatchSource.View view) throws IOException, KeyUnusable, InterruptedException {
        SealWal seal = sealing(view.facts());
        if (!keepLocal.makeRoom()) {
            receiving.close();
            keepLocal.sweep();
            throw new IOException("more than " + task.keepBytes() + " bytes wait for locations that are away");
        }
        if (seal != null) {
            if (view.isReady()) {
                receive(watch, view, seal);
            }
            seal(seal, view);
        }
        keepLocal.sweep();
        canaries.take()
                .ifPresent(canary ->
                        control.record(rows.canary(task.planId(), canary).thenReturn(true)));
    }

    /** Null until the server has told how long its segments are. */
    private @Nullable SealWal sealing(@Nullable ClusterFacts facts) throws IOException {
        if (facts != null && sealing == null) {
            folder.prepare();
            SegmentSize known = new SegmentSize(facts.walSegmentBytes());
            sealing = new SealWal(task, folder, known, facts.walBlockBytes(), clock, found(), this::sealed);
            size = known;
        }
        return sealing;
    }

    private void sealed(WalObject object) {
        control.record(rows.sealed(task.planId(), object).thenReturn(true));
        backlog.add(object, Set.of());
    }

    private void receive(WatchSource watch, WatchSource.View view, SealWal seal)
            throws IOException, KeyUnusable, InterruptedException {
        if (receiving.lacksWal()) {
            beginAnew(watch, seal);
        }
        Optional<Segment> oldest = watch.takeOldest();
        if (oldest.isPresent()) {
            folder.goBackTo(oldest.get(), Objects.requireNonNull(size));
        }
        Optional<TimelineHistory.Branch> leftAt = receiving.leftAt();
        if (leftAt.isPresent()) {
            goBackTo(leftAt.get(), seal);
        }
        if (!watch.isRenewingSlot()) {
            receiving.tend(
                    Objects.requireNonNull(view.tools()),
                    Objects.requireNonNull(size),
                    Objects.requireNonNull(view.sample()));
        }
        if (receiving.isHeldUpByAnother()) {
            watch.endOtherReader();
        }
    }

    private void beginAnew(WatchSource watch, SealWal seal) throws IOException, KeyUnusable {
        LOG.warn(
                "The server no longer has the WAL that follows what plan {} received: begins anew with the oldest it has",
                task.planId());
        seal.complete();
        seal.partial(null);
        long lacking =
                folder.next(Objects.requireNonNull(size)).map(Segment::number).orElse(0L);
        folder.forgetReceived();
        watch.renewSlot(lacking);
    }

    /** A standby was promoted that had not got everything: what the former primary wrote after that point is no part of its history. */
    private void goBackTo(TimelineHistory.Branch leftAt, SealWal seal) throws IOException, KeyUnusable {
        SegmentSize known = Objects.requireNonNull(size);
        LOG.warn(
                "Plan {}: the server left timeline {} at {}, before what was received of it. That is kept, and receiving goes back to there",
                task.planId(),
                leftAt.timeline(),
                leftAt.leftAt());
        seal.complete();
        seal.partial(null);
        folder.goBackTo(Segment.at(leftAt.timeline(), leftAt.leftAt(), known), known);
    }

    private void seal(SealWal seal, WatchSource.View view) throws IOException, KeyUnusable {
        seal.complete();
        Instant now = pace.instant();
        if (!now.isBefore(nextPartial)) {
            nextPartial = now.plus(task.partialEvery());
            seal.partial(view.confirmed());
        }
    }

    private static WalFault localFault(Exception failure) {
        String why = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        return new WalFault(
                "wal-not-sealed",
                "Received WAL cannot be made ready on this host: " + why + ".",
                "Look at the disk of backup.state-folder, the recipients' keys and the service's database; the server keeps the WAL"
                        + " meanwhile.");
    }
}
