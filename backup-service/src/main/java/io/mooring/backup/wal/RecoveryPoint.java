package io.mooring.backup.wal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * How much would be lost if the source were gone now. Samples tell which position the source had flushed when; the newest one whose
 * position is stored elsewhere is the recovery point. A source that writes nothing loses nothing: its newest sample counts.
 *
 * <p>All times are the source's own clock, so that a difference to ours does not show as loss. Not safe for concurrent use.
 */
public final class RecoveryPoint {

    /** An hour of samples a second; older ones are thinned, which makes the recovery point look older, never newer. */
    private static final int KEPT = 3600;

    private record Sample(Instant at, Lsn flushed) {}

    private final Deque<Sample> samples = new ArrayDeque<>();
    private Optional<Sample> newest = Optional.empty();
    private Optional<Sample> reached = Optional.empty();
    private Optional<Lsn> stored = Optional.empty();

    /** The source had flushed up to there at that time. Earlier than the last sample: its clock was set back, and all begins anew. */
    public void sampled(Instant at, Lsn flushed) {
        if (newest.isPresent() && at.isBefore(newest.get().at())) {
            samples.clear();
            reached = Optional.empty();
        }
        Sample sample = new Sample(at, flushed);
        Sample last = samples.peekLast();
        if (last != null && last.flushed().equals(flushed)) {
            samples.removeLast();
        }
        samples.addLast(sample);
        newest = Optional.of(sample);
        if (samples.size() > KEPT) {
            thin();
        }
        stored.ifPresent(this::reach);
    }

    /** Everything up to this position is stored. */
    public void stored(Lsn upTo) {
        stored = stored.map(before -> Lsn.max(before, upTo)).or(() -> Optional.of(upTo));
        reach(stored.get());
    }

    private void reach(Lsn upTo) {
        for (Sample oldest = samples.peekFirst();
                oldest != null && !oldest.flushed().isAfter(upTo);
                oldest = samples.peekFirst()) {
            reached = Optional.of(samples.removeFirst());
        }
    }

    /** The time up to which nothing would be lost; empty while that is not known. */
    public Optional<Instant> at() {
        return reached.map(Sample::at);
    }

    /** How far the recovery point is behind the source's newest sample; empty while that is not known. */
    public Optional<Duration> behind() {
        return reached.flatMap(point -> newest.map(now -> Duration.between(point.at(), now.at())));
    }

    private void thin() {
        Deque<Sample> fewer = new ArrayDeque<>();
        boolean keep = true;
        for (Sample sample : samples) {
            if (keep || sample.equals(samples.peekLast())) {
                fewer.addLast(sample);
            }
            keep = !keep;
        }
        samples.clear();
        samples.addAll(fewer);
    }
}
