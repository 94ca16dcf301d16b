package io.mooring.backup.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * How fast and how long still. The rate is that of the last seconds, because a dump's speed changes from table to table; the
 * remaining time is said only while the estimate can still be true.
 */
final class ProgressMeter {

    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final Duration LEAST = Duration.ofSeconds(1);

    private record Sample(Instant at, long sourceBytes) {}

    private final Deque<Sample> samples = new ArrayDeque<>();

    /** What is true at that time; call it with bytes that do not go backwards. */
    RunProgress at(Instant now, long sourceBytes, long storedBytes, @Nullable Long estimatedSourceBytes) {
        remember(new Sample(now, sourceBytes));
        Long rate = bytesPerSecond(now, sourceBytes);
        return new RunProgress(
                sourceBytes, storedBytes, estimatedSourceBytes, rate, eta(rate, sourceBytes, estimatedSourceBytes));
    }

    private void remember(Sample sample) {
        if (!samples.isEmpty() && sample.at().isBefore(samples.getLast().at())) {
            // The clock went back: how long ago the others were, nobody can tell any more.
            samples.clear();
        }
        samples.addLast(sample);
        Instant oldest = sample.at().minus(WINDOW);
        // One sample from before the window stays, so that the rate spans all of it.
        while (samples.size() > 2 && !secondOldest().isAfter(oldest)) {
            samples.removeFirst();
        }
    }

    private Instant secondOldest() {
        var each = samples.iterator();
        each.next();
        return each.next().at();
    }

    private @Nullable Long bytesPerSecond(Instant now, long sourceBytes) {
        Sample first = samples.getFirst();
        Duration span = Duration.between(first.at(), now);
        long read = sourceBytes - first.sourceBytes();
        if (span.compareTo(LEAST) < 0 || read <= 0) {
            return null;
        }
        return Math.round(read * 1e9 / span.toNanos());
    }

    private static @Nullable Long eta(@Nullable Long rate, long sourceBytes, @Nullable Long estimated) {
        if (rate == null || rate == 0 || estimated == null || sourceBytes >= estimated) {
            return null;
        }
        return Math.ceilDiv(estimated - sourceBytes, rate);
    }
}
