package io.mooring.backup.wal;

import io.mooring.backup.job.JobControl;
import io.mooring.backup.job.JobLost;
import io.mooring.backup.key.KeyUnusable;
import io.mooring.backup.source.ClusterFacts;
import io.mooring.platform.events.outbox.Outbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
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
    private static final Duration OTHER_READER_AFTER = Duration.ofSeconds(3);

    private final WalTask task;
    private final WalRows rows;
    private final JobControl control;
    private final InstantSource clock;
    private final WalMeters meters;
    private final FindBaseBackups baseBackups;
    private final Duration expireEvery;
    private final WalFolder folder;
    private final Backlog backlog;
    private final RecoveryPoints points;
    private final KeepReceiving receiving;
    private final RaiseAlarms alarms;
    private final List<ShipToLocation> shippers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private @Nullable SealWal sealing;
    private volatile @Nullable SegmentSize size;
    private @Nullable WalFault local;
    private @Nullable WalFault slotLost;
    private Instant nextPartial = Instant.MIN;
    private Instant nextReport = Instant.MIN;
    private String systemIdentifier = "";
    private int segmentBytes;
    private Instant otherReaderSince = Instant.MAX;
    private volatile boolean gapsStale = true;
    private List<WalContinuity.Gap> gaps = List.of();

    ReceiveWal(
            WalTask task,
            WalRows rows,
            Outbox outbox,
            FindBaseBackups baseBackups,
            JobControl control,
            InstantSource clock,
            WalMeters meters,
            Duration expireEvery) {
        this.baseBackups = baseBackups;
        this.expireEvery = expireEvery;
        this.task = task;
        this.rows = rows;
        this.control = control;
        this.clock = clock;
        this.meters = meters;
        this.folder = new WalFolder(task.stateFolder(), task.planId());
        this.backlog = new Backlog(task.locationIds());
        this.points = new RecoveryPoints(task.locationIds());
        this.receiving = new KeepReceiving(task.planId(), task.source(), task.slot(), folder, clock);
        this.alarms = new RaiseAlarms(task, rows, outbox);
    }

    /** Returns by exception only. What was received stays in the state folder for whoever goes on. */
    void run() throws InterruptedException {
        Optional<WalReport> before = Optional.ofNullable(control.record(rows.report(task.planId())));
        WatchSource watch = new WatchSource(
                task, points, before.map(WalReport::systemIdentifier).orElse(""));
        try {
            prepare(before);
            start("wal-source-" + task.planId(), watch);
            for (ShipToLocation shipper : shippers) {
                start("wal-" + task.planId() + "-" + shipper.locationId(), shipper);
            }
            start(
                    "wal-expiry-" + task.planId(),
                    new ExpireWal(
                            task,
                            rows,
                            baseBackups::of,
                            control,
                            backlog,
                            expireEvery,
                            () -> Optional.ofNullable(size)));
            while (true) {
                tick(watch);
                Thread.sleep(TICK);
            }
        } finally {
            receiving.close();
            meters.forget(task.planId());
            threads.forEach(Thread::interrupt);
            for (Thread thread : threads) {
                thread.join(Duration.ofSeconds(2));
            }
        }
    }

    private void prepare(Optional<WalReport> before) {
        try {
            folder.prepare();
        } catch (IOException failure) {
            local = localFault(failure);
        }
        List<StoredWal> found =
                Objects.requireNonNull(control.record(rows.all(task.planId()).collectList()));
        for (StoredWal each : found) {
            backlog.add(each.object(), each.locations());
            each.locations().forEach(location -> points.stored(location, each.object()));
        }
        before.ifPresent(this::goOnFrom);
        task.locations()
                .forEach(location -> shippers.add(new ShipToLocation(task, location, folder, backlog, new Notes())));
    }

    /** The recovery point that was known last, until there is a newer one. */
    private void goOnFrom(WalReport before) {
        systemIdentifier = before.systemIdentifier();
        segmentBytes = before.segmentBytes();
        Instant at = before.recoveryPointAt();
        Lsn shipped = before.shipped();
        if (at != null && shipped != null) {
            points.sampledBefore(at, shipped);
        }
    }

    private void start(String name, Runnable work) {
        // Platform threads: a write to a hung mount would hold a virtual thread's carrier for good.
        threads.add(Thread.ofPlatform().daemon().name(name).start(work));
    }

    private void tick(WatchSource watch) throws InterruptedException {
        WatchSource.View view = watch.view();
        try {
            work(watch, view);
            local = null;
        } catch (IOException | KeyUnusable failure) {
            WalFault fault = localFault(failure);
            if (local == null) {
                LOG.warn("Plan {}: {}", task.planId(), fault);
            }
            local = fault;
        }
        if (!clock.instant().isBefore(nextReport)) {
            nextReport = clock.instant().plus(REPORT_EVERY);
            report(watch, watch.view());
        }
    }

    private void work(WatchSource watch, WatchSource.View view) throws IOException, KeyUnusable, InterruptedException {
        ClusterFacts facts = view.facts();
        if (facts != null && sealing == null) {
            folder.prepare();
            List<StoredWal> found = Objects.requireNonNull(
                    control.record(rows.all(task.planId()).collectList()));
            SegmentSize known = new SegmentSize(facts.walSegmentBytes());
            size = known;
            sealing = new SealWal(task, folder, known, facts.walBlockBytes(), clock, found, this::noteSealed);
        }
        boolean room = makeRoom();
        if (!room) {
            receiving.close();
        } else if (view.isReady() && view.tools() != null) {
            receive(watch, view);
        }
        if (sealing != null && room) {
            seal(sealing, view);
        }
        sweep();
    }

    private void receive(WatchSource watch, WatchSource.View view) throws IOException, InterruptedException {
        if (receiving.lacksWal()) {
            LOG.warn("The server no longer has the WAL that follows what plan {} received: begins anew", task.planId());
            SealWal seal = sealing;
            if (seal != null) {
                try {
                    seal.complete();
                    seal.partial(null);
                } catch (KeyUnusable unusable) {
                    throw new IOException(unusable.getMessage(), unusable);
                }
            }
            folder.forgetReceived();
        }
        receiving.tend(Objects.requireNonNull(view.tools()));
        endOtherReader(watch, view);
    }

    /** We hold the plan's lease: whoever else of ours reads the slot is a left-over on a host that we cannot reach. */
    private void endOtherReader(WatchSource watch, WatchSource.View view) {
        boolean taken = receiving
                .fault()
                .map(fault -> fault.message().contains("Somebody else reads"))
                .orElse(false);
        if (!taken || receiving.isRunning()) {
            otherReaderSince = Instant.MAX;
        } else if (otherReaderSince.equals(Instant.MAX)) {
            otherReaderSince = clock.instant();
        } else if (clock.instant().isAfter(otherReaderSince.plus(OTHER_READER_AFTER))) {
            otherReaderSince = Instant.MAX;
            watch.endOtherReader();
        }
    }

    private void seal(SealWal seal, WatchSource.View view) throws IOException, KeyUnusable {
        seal.complete();
        Instant now = clock.instant();
        if (!now.isBefore(nextPartial)) {
            nextPartial = now.plus(task.partialEvery());
            seal.partial(confirmed(view));
        }
    }

    private static @Nullable Lsn confirmed(WatchSource.View view) {
        if (view.sample() == null
                || view.sample().slot() == null
                || view.sample().slot().restartLsn() == null) {
            return null;
        }
        return Lsn.parse(view.sample().slot().restartLsn());
    }

    /** Drops what a location has already when too much waits here for the others. False when that does not help. */
    private boolean makeRoom() throws IOException {
        if (folder.sealedBytes() <= task.keepBytes()) {
            return true;
        }
        for (WalObject object : backlog.objects()) {
            if (folder.sealedBytes() <= task.keepBytes()) {
                return true;
            }
            if (!backlog.storedAt(object).isEmpty()) {
                Files.deleteIfExists(folder.sealed(object.name()));
            }
        }
        return folder.sealedBytes() <= task.keepBytes();
    }

    /** Removes what needs nobody any more; what no location ever got and has been superseded is forgotten. */
    private void sweep() throws IOException {
        Set<String> needed = new HashSet<>();
        backlog.objects().stream()
                .filter(object -> !backlog.storedAt(object).containsAll(task.locationIds()))
                .forEach(object -> needed.add(object.name()));
        for (Path file : folder.sealedFiles()) {
            String name = file.getFileName().toString();
            if (!needed.contains(name)) {
                Files.deleteIfExists(file);
                if (WalObject.partialBytes(name).isPresent()) {
                    control.record(rows.forget(task.planId(), name).thenReturn(true));
                }
            }
        }
    }

    private void noteSealed(WalObject object) {
        control.record(rows.sealed(task.planId(), object).thenReturn(true));
        backlog.add(object, Set.of());
    }

    private void report(WatchSource watch, WatchSource.View view) {
        try {
            WalFault lost = watch.takeSlotLost().orElse(slotLost);
            slotLost = lost;
            WalReport report = judged(view);
            if (gapsStale) {
                gapsStale = false;
                gaps = control.record(new FindGaps(rows)
                        .of(task.planId(), report.segmentSize())
                        .map(WalContinuity::gaps));
            }
            control.record(rows.report(report)
                    .then(alarms.with(report, Objects.requireNonNull(gaps), Optional.ofNullable(lost)))
                    .thenReturn(true));
            slotLost = null;
            meters.tell(report, points, task.locationIds());
        } catch (JobLost lost) {
            throw lost;
        } catch (RuntimeException unreachable) {
            alarms.forget();
            gapsStale = true;
            LOG.warn(
                    "How it stands with the WAL of plan {} is not recorded: {}",
                    task.planId(),
                    unreachable.getMessage());
        }
    }

    private WalReport judged(WatchSource.View view) {
        Optional<Duration> rpo = view.reachable() ? points.behind() : Optional.empty();
        List<WalFault> faults =
                shippers.stream().flatMap(shipper -> shipper.fault().stream()).toList();
        JudgeWal.Verdict verdict = JudgeWal.judge(new JudgeWal.Findings(
                view.reachable(),
                Optional.ofNullable(view.fault()),
                Optional.ofNullable(local).or(receiving::fault),
                faults,
                view.sample() == null || view.sample().slot() == null
                        ? null
                        : view.sample().slot().walStatus(),
                rpo,
                task.objective(),
                gaps.stream().reduce((older, newer) -> newer)));
        ClusterFacts facts = view.facts();
        if (facts != null && view.fault() == null) {
            systemIdentifier = facts.systemIdentifier();
            segmentBytes = facts.walSegmentBytes();
        }
        return new WalReport(
                task.planId(),
                verdict.state(),
                verdict.reason(),
                task.slot(),
                systemIdentifier,
                segmentBytes,
                sealing == null ? null : sealing.received().orElse(null),
                points.shipped().orElse(null),
                points.at().orElse(null),
                rpo.orElse(null),
                clock.instant());
    }

    private static WalFault localFault(Exception failure) {
        String why = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        return new WalFault(
                "wal-not-sealed",
                "Received WAL cannot be made ready on this host: " + why + ".",
                "Look at the disk of backup.state-folder and the recipients' keys; the server keeps the WAL meanwhile.");
    }

    /** What shippers find out, in the database. */
    private final class Notes implements ShipToLocation.Note {

        @Override
        public void stored(WalObject object, String location) {
            control.record(rows.stored(task.planId(), object.name(), location, clock.instant())
                    .thenReturn(true));
            points.stored(location, object);
            gapsStale = gapsStale || object.kind() != WalKind.PARTIAL;
        }

        @Override
        public void removed(WalObject object, String location) {
            control.record(rows.removed(task.planId(), object.name(), location).thenReturn(true));
        }

        @Override
        public void lost(WalObject object) {
            control.record(rows.forget(task.planId(), object.name()).thenReturn(true));
        }
    }
}
