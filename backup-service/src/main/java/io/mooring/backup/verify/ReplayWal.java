package io.mooring.backup.verify;

import io.mooring.backup.key.DecryptionKey;
import io.mooring.backup.read.ReadFailure;
import io.mooring.backup.rebuild.FetchWal;
import io.mooring.backup.rebuild.RebuildFailure;
import io.mooring.backup.rebuild.RebuildFault;
import io.mooring.backup.rebuild.RecoverCluster;
import io.mooring.backup.rebuild.Recovered;
import io.mooring.backup.rebuild.ServerUnavailable;
import io.mooring.backup.rebuild.WalFile;
import io.mooring.backup.wal.CanaryPair;
import io.mooring.backup.wal.FetchNewestWal;
import io.mooring.backup.wal.ReplayableWal;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Rolls a restored copy forward with the WAL that was received since. Whether all of it was replayed is asked of the server: what we noted when it
 * was shipped is compared with the last record that recovery came to.
 */
final class ReplayWal {

    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    private final Supplier<ReplayableWal> lookUp;
    private final InstantSource clock;
    private ReplayableWal wal;
    private Instant askedAt;
    private Measured.@Nullable Replayed replayed;

    /** @param lookUp what WAL there is, asked again when some of it was replaced meanwhile */
    ReplayWal(Supplier<ReplayableWal> lookUp, InstantSource clock) {
        this.lookUp = lookUp;
        this.clock = clock;
        this.askedAt = clock.instant();
        this.wal = lookUp.get();
    }

    private ReplayableWal lookUp() {
        askedAt = clock.instant();
        return lookUp.get();
    }

    private List<WalFile> files() {
        return wal.segments().isEmpty() ? List.of() : wal.files(null);
    }

    /** Decrypted. */
    long bytes() {
        return files().stream().mapToLong(file -> file.object().sourceBytes()).sum();
    }

    void fetch(RecoverCluster cluster, DecryptionKey key, Stopwatch stopwatch)
            throws ReadFailure, IOException, InterruptedException {
        if (!files().isEmpty()) {
            stopwatch.<Object, ReadFailure, IOException>restoring("Fetch and decrypt WAL", () -> {
                FetchWal fetch = new FetchWal(cluster.wal(), key, more -> {});
                wal = FetchNewestWal.<RuntimeException>fetch(fetch, wal, null, this::lookUp);
                return wal;
            });
        }
    }

    /** As far as it goes. */
    void replay(RecoverCluster cluster, Stopwatch stopwatch)
            throws RebuildFailure, ServerUnavailable, IOException, InterruptedException {
        if (files().isEmpty()) {
            return;
        }
        Measured.Between between = provenTime(cluster, stopwatch);
        Optional<Recovered> recovered = stopwatch.<Optional<Recovered>, RebuildFailure, IOException>restoring(
                "Replay WAL", () -> cluster.recover(null));
        String lastRecord = recovered.map(Recovered::upTo).orElse(null);
        if (lastRecord == null || !wal.isReplayedBy(lastRecord)) {
            throw new RebuildFailure(
                    RebuildFault.RECOVERY_FAILED,
                    "PostgreSQL replayed WAL up to " + lastRecord + " only, although it was given all up to "
                            + wal.upTo() + ".",
                    "Use another location's copy of the WAL, and take a new base backup now.");
        }
        replayed = new Measured.Replayed(
                wal.segments().size(), lastRecord, recovered.get().lastTransaction(), lostMillis(), between);
    }

    /**
     * Null when there are no canaries with which it could be proven. What is replayed on the way counts as time of the restore: it is not
     * replayed again.
     */
    private Measured.@Nullable Between provenTime(RecoverCluster cluster, Stopwatch stopwatch)
            throws RebuildFailure, ServerUnavailable, InterruptedException {
        Optional<CanaryPair> pair = wal.canaryPair();
        return pair.isEmpty()
                ? null
                : stopwatch.<Measured.Between, RebuildFailure, ServerUnavailable>restoring(
                        "Recover to a time between two canaries", () -> ProveTime.prove(cluster, pair.get()));
    }

    private static String canaries(Measured.@Nullable Between canaries) {
        return canaries == null
                ? ""
                : " Recovered to " + canaries.time()
                        + ", between two transactions that were committed to be looked for, it had the first ("
                        + canaries.before() + ") and not the second (" + canaries.after() + ").";
    }

    /** Null, too, when by the source's clock the recovery point is to come: one of the clocks is wrong or went back. */
    private @Nullable Long lostMillis() {
        Instant point = wal.complete() ? wal.to() : null;
        return point == null || point.isAfter(askedAt.plus(CLOCKS_DIFFER))
                ? null
                : Math.max(0, Duration.between(point, askedAt).toMillis());
    }

    /** Null when there is none. */
    Measured.@Nullable Replayed replayed() {
        return replayed;
    }

    /** What was read besides the backup, as a sentence to append. */
    String read() {
        return files().isEmpty() ? "" : " So were " + files().size() + " objects of WAL, as when they were shipped.";
    }

    /** How far it came. */
    String recovered() {
        Measured.Replayed all = replayed;
        if (all == null) {
            return "It was decrypted, unpacked and recovered to its consistent point.";
        }
        String last = all.lastTransaction() == null
                ? "no transaction was committed in it"
                : "the last transaction in it was committed at " + all.lastTransaction();
        return "It was decrypted, unpacked and recovered as far as the WAL at this location goes: " + all.segments()
                + " segments, up to the record at " + all.lastRecord() + "; " + last + "." + canaries(all.canaries())
                + (wal.gap() == null ? "" : " It cannot go further: " + wal.missing());
    }
}
