package io.mooring.backup.wal;

import io.mooring.backup.job.JobControl;
import io.mooring.backup.job.JobLost;
import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.location.LocationFailure;
import io.mooring.backup.location.ObjectLocked;
import io.mooring.backup.wal.FindBaseBackups.BaseBackup;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;

/**
 * Removes WAL that no base backup needs any more, again and again: when retention lets the oldest base backup go, the WAL before the
 * next one follows. What still has to go somewhere stays.
 */
final class ExpireWal implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(ExpireWal.class);

    private final WalTask task;
    private final WalRows rows;
    private final Function<String, Flux<BaseBackup>> baseBackups;
    private final JobControl control;
    private final Backlog backlog;
    private final Duration every;
    private final Supplier<Optional<SegmentSize>> size;
    private final InstantSource clock;
    private final Map<String, Instant> lockedUntil = new HashMap<>();

    ExpireWal(
            WalTask task,
            WalRows rows,
            Function<String, Flux<BaseBackup>> baseBackups,
            JobControl control,
            Backlog backlog,
            Duration every,
            Supplier<Optional<SegmentSize>> size,
            InstantSource clock) {
        this.task = task;
        this.rows = rows;
        this.baseBackups = baseBackups;
        this.control = control;
        this.backlog = backlog;
        this.every = every;
        this.size = size;
        this.clock = clock;
    }

    @Override
    public void run() {
        try {
            while (true) {
                size.get().ifPresent(this::tryToExpire);
                Thread.sleep(every);
            }
        } catch (InterruptedException | JobLost stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void tryToExpire(SegmentSize known) {
        try {
            int removed = expire(known);
            if (removed > 0) {
                LOG.info("Removed {} copies of WAL of plan {} that no base backup needs", removed, task.planId());
            }
        } catch (JobLost lost) {
            throw lost;
        } catch (RuntimeException unreachable) {
            LOG.warn("WAL of plan {} is not expired yet: {}", task.planId(), unreachable.getMessage());
        }
    }

    /** How many copies were removed. */
    int expire(SegmentSize known) {
        List<BaseBackup> kept = Objects.requireNonNull(
                control.record(baseBackups.apply(task.planId()).collectList()));
        List<StoredWal> all =
                Objects.requireNonNull(control.record(rows.all(task.planId()).collectList()));
        List<StoredWal> segments = all.stream()
                .filter(each -> each.object().kind() != WalKind.HISTORY)
                .toList();
        Set<Segment> dispensable = new HashSet<>(WalNeeded.dispensable(
                kept.stream().map(one -> one.span().start()).toList(),
                segments.stream().map(each -> each.object().segment()).toList(),
                known));
        Set<WalObject> busy = new HashSet<>(backlog.objects());
        return segments.stream()
                .filter(each -> dispensable.contains(each.object().segment()) && !busy.contains(each.object()))
                .mapToInt(this::remove)
                .sum();
    }

    private boolean isLocked(StoredWal wal, BackupLocation location) {
        Instant until = lockedUntil.get(lockKey(wal, location));
        return until != null && until.isAfter(clock.instant());
    }

    private static String lockKey(StoredWal wal, BackupLocation location) {
        return location.id() + "/" + wal.object().name();
    }

    private int remove(StoredWal wal) {
        int removed = 0;
        for (BackupLocation location : task.locations()) {
            if (wal.locations().contains(location.id()) && !isLocked(wal, location)) {
                try {
                    location.delete(wal.object().key(task.planId()));
                    control.record(rows.removed(task.planId(), wal.object().name(), location.id())
                            .thenReturn(true));
                    removed++;
                } catch (ObjectLocked locked) {
                    // Not asked again before that, and no warning: so it was wanted.
                    locked.until().ifPresent(until -> lockedUntil.put(lockKey(wal, location), until));
                } catch (LocationFailure failure) {
                    LOG.warn("{} stays at {} for now: {}", wal.object().name(), location.id(), failure.getMessage());
                }
            }
        }
        return removed;
    }
}
