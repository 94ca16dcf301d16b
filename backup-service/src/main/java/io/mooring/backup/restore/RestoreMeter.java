package io.mooring.backup.restore;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** How far a restore is and how fast it was in the last seconds. Told from several threads. */
final class RestoreMeter {

    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final Duration LEAST = Duration.ofSeconds(1);

    private record Sample(Instant at, long bytes) {}

    private final Deque<Sample> samples = new ArrayDeque<>();
    private RestorePhase phase = RestorePhase.PREPARING;
    private long bytes;
    private @Nullable Long totalBytes;
    private @Nullable Long doneEntries;
    private @Nullable Long totalEntries;
    private @Nullable WalProgress wal;

    synchronized void phase(RestorePhase next) {
        phase = next;
        doneEntries = null;
        totalEntries = null;
    }

    synchronized void totalBytes(long total) {
        totalBytes = total;
    }

    synchronized void bytes(long now) {
        bytes = now;
    }

    synchronized void entries(long done, long total) {
        doneEntries = done;
        totalEntries = total;
    }

    synchronized void wal(UnaryOperator<WalProgress> change) {
        wal = change.apply(wal == null ? WalProgress.NONE : wal);
    }

    synchronized RestoreProgress at(Instant now) {
        if (!samples.isEmpty() && now.isBefore(samples.getLast().at())) {
            // The clock went back: how long ago the others were, nobody can tell any more.
            samples.clear();
        }
        samples.addLast(new Sample(now, bytes));
        while (samples.size() > 2 && samples.getFirst().at().isBefore(now.minus(WINDOW))) {
            samples.removeFirst();
        }
        boolean fetching = phase == RestorePhase.FETCHING || phase == RestorePhase.FETCHING_WAL;
        Long rate = fetching ? rate(now) : null;
        Long left = totalBytes;
        Long eta = rate == null || left == null || left <= bytes ? null : Math.ceilDiv(left - bytes, rate);
        return new RestoreProgress(phase, bytes, totalBytes, rate, eta, doneEntries, totalEntries, wal);
    }

    private @Nullable Long rate(Instant now) {
        Sample first = samples.getFirst();
        Duration span = Duration.between(first.at(), now);
        long read = bytes - first.bytes();
        return span.compareTo(LEAST) < 0 || read <= 0 ? null : Math.max(1, Math.round(read * 1e9 / span.toNanos()));
    }
}
