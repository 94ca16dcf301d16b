package io.mooring.notifier.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Statistics from the incidents themselves, for comparison with what a store says. */
final class Measure {

    private Measure() {}

    static Statistics of(List<Measured> all, Instant now) {
        Map<String, Statistics.OfPriority> byPriority = new TreeMap<>();
        for (Priority priority : Priority.values()) {
            List<Measured> some =
                    all.stream().filter(one -> one.priority() == priority).toList();
            byPriority.put(Word.of(priority), ofPriority(some, now));
        }
        long[] responses = seconds(all, Measured::respondedAt);
        long[] resolutions = seconds(all, Measured::resolvedAt);
        return new Statistics(
                all.size(),
                resolutions.length,
                mean(responses),
                mean(resolutions),
                median(responses),
                median(resolutions),
                byPriority);
    }

    private static Statistics.OfPriority ofPriority(List<Measured> some, Instant now) {
        long[] responses = seconds(some, Measured::respondedAt);
        long[] resolutions = seconds(some, Measured::resolvedAt);
        return new Statistics.OfPriority(
                some.size(),
                resolutions.length,
                mean(responses),
                mean(resolutions),
                median(responses),
                median(resolutions),
                some.stream().filter(Measure::met).count(),
                some.stream().filter(one -> missed(one, now)).count());
    }

    private static boolean met(Measured one) {
        return one.respondedAt() != null && !one.respondedAt().isAfter(one.responseDueAt());
    }

    /** One that ended by itself before a response was due missed nothing. */
    private static boolean missed(Measured one, Instant now) {
        Instant until =
                one.respondedAt() != null ? one.respondedAt() : Objects.requireNonNullElse(one.resolvedAt(), now);
        return until.isAfter(one.responseDueAt());
    }

    private static long[] seconds(List<Measured> all, Function<Measured, @Nullable Instant> end) {
        return all.stream()
                .filter(one -> end.apply(one) != null)
                .mapToLong(
                        one -> Duration.between(one.openedAt(), end.apply(one)).toSeconds())
                .sorted()
                .toArray();
    }

    private static @Nullable Long mean(long[] sorted) {
        return sorted.length == 0 ? null : LongStream.of(sorted).sum() / sorted.length;
    }

    private static @Nullable Long median(long[] sorted) {
        if (sorted.length == 0) {
            return null;
        }
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
