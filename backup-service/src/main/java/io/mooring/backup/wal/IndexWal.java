package io.mooring.backup.wal;

import io.mooring.backup.job.JobControl;
import io.mooring.backup.job.JobLost;
import io.mooring.backup.key.ManifestSigner;
import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.location.LocationFailure;
import io.mooring.backup.location.ObjectLocked;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a signed index of the WAL beside it, for one location: whoever has nothing but the location and the signing key's public half can tell
 * false and missing WAL. What is listed already is asked of the location itself, so that a lost database loses no index.
 */
final class IndexWal implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(IndexWal.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /** So many new objects are listed at once, however short ago the last part was written. */
    private static final int MANY = 64;

    private final WalTask task;
    private final BackupLocation location;
    private final Duration every;
    private final WalRows rows;
    private final JobControl control;
    private final InstantSource clock;
    private final WalIndex index;
    private boolean known;

    IndexWal(
            WalTask task,
            BackupLocation location,
            ManifestSigner signer,
            Duration every,
            WalRows rows,
            JobControl control,
            InstantSource clock) {
        this.task = task;
        this.location = location;
        this.every = every;
        this.rows = rows;
        this.control = control;
        this.clock = clock;
        this.index = new WalIndex(task.planId(), location, signer, clock.instant());
    }

    @Override
    public void run() {
        Duration pause = every.compareTo(LONGEST_PAUSE) < 0 ? every : LONGEST_PAUSE;
        try {
            while (true) {
                Thread.sleep(pause);
                tryToIndex();
            }
        } catch (InterruptedException | JobLost stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void tryToIndex() throws InterruptedException {
        try {
            index();
        } catch (JobLost lost) {
            throw lost;
        } catch (LocationFailure | IOException | RuntimeException later) {
            // Whatever was written and not heard of is found out by looking again.
            known = false;
            LOG.warn(
                    "The index of WAL of plan {} at location {} is behind: {}",
                    task.planId(),
                    location.id(),
                    later.getMessage());
        }
    }

    /** One round; how many objects were listed. */
    int index() throws LocationFailure, IOException, InterruptedException {
        if (!known) {
            index.look(clock.instant());
            known = true;
        }
        List<StoredWal> all =
                Objects.requireNonNull(control.record(rows.all(task.planId()).collectList()));
        List<WalObject> fresh = all.stream()
                .filter(wal -> wal.locations().contains(location.id()))
                .map(StoredWal::object)
                .filter(object -> object.kind() != WalKind.PARTIAL && !index.lists(object))
                .sorted(WalObject.ORDER)
                .toList();
        boolean due = !index.lastWritten().plus(every).isAfter(clock.instant());
        int written = 0;
        if (due || fresh.size() >= MANY) {
            for (int from = 0; from < fresh.size(); from += WalIndexPart.MOST) {
                List<WalObject> some = fresh.subList(from, Math.min(fresh.size(), from + WalIndexPart.MOST));
                index.write(some, clock.instant());
                written += some.size();
            }
        }
        expire(all);
        return written;
    }

    /**
     * Parts go from the oldest on, when all that they list was removed as no longer needed. That it is not there any more would be no reason:
     * then the index is what tells that it should be.
     */
    private void expire(List<StoredWal> all) throws LocationFailure {
        Optional<String> oldest = all.stream()
                .map(StoredWal::object)
                .filter(object -> object.kind() == WalKind.SEGMENT)
                .map(object -> place(object.name()))
                .min(String::compareTo);
        if (oldest.isPresent()) {
            for (WalIndexPart part : index.former()) {
                if (isNeeded(part, oldest.get())) {
                    return;
                }
                remove(part);
            }
        }
    }

    private void remove(WalIndexPart part) throws LocationFailure {
        try {
            index.remove(part);
        } catch (ObjectLocked later) {
            LOG.debug("{}", later.getMessage());
        }
    }

    private boolean isNeeded(WalIndexPart part, String oldest) throws LocationFailure {
        List<String> names =
                part.entries().stream().map(WalIndexPart.Entry::name).toList();
        return names.stream().anyMatch(name -> isNeeded(name, oldest))
                || index.names().stream().anyMatch(names::contains);
    }

    /** Histories stay for good, and so does what lists them. */
    private static boolean isNeeded(String name, String oldest) {
        return name.length() < 24 || name.charAt(8) == '.' || place(name).compareTo(oldest) >= 0;
    }

    /** Where in the log, whatever the timeline. */
    private static String place(String name) {
        return name.substring(8, 24);
    }
}
