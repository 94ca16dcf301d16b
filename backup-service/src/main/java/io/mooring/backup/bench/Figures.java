package io.mooring.backup.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What one way of doing it took and stored, each time. */
final class Figures {

    private static final double MIB = 1024 * 1024;

    private final String what;
    private final List<Duration> times = new ArrayList<>();
    private final List<Long> stored = new ArrayList<>();

    Figures(String what) {
        this.what = what;
    }

    /** Something that takes time and leaves bytes behind. */
    interface Work {
        /** @return how long the measured part of it took */
        Duration run() throws Exception;
    }

    /** Something that tells how many bytes lie somewhere. */
    interface Weigh {
        long bytes() throws IOException;
    }

    void add(Work work, Weigh weigh) throws Exception {
        long before = weigh.bytes();
        times.add(work.run());
        stored.add(weigh.bytes() - before);
    }

    double seconds() {
        return seconds(times.stream().sorted().toList().get(times.size() / 2));
    }

    /** Median of the bytes. */
    double stored() {
        return stored.stream().sorted().toList().get(stored.size() / 2);
    }

    /** @param bytes what was backed up each time */
    String line(double bytes) {
        return "%-44s median %7.2f s (%.2f to %.2f) %8.1f MiB/s, stored %9.2f MiB"
                .formatted(
                        what,
                        seconds(),
                        seconds(times.stream().min(Comparator.naturalOrder()).orElseThrow()),
                        seconds(times.stream().max(Comparator.naturalOrder()).orElseThrow()),
                        bytes / MIB / seconds(),
                        stored() / MIB);
    }

    /** How many times as fast this is. */
    double speedAgainst(Figures reference) {
        return reference.seconds() / seconds();
    }

    /** How many times as much this stored. */
    double storedAgainst(Figures reference) {
        return stored() / reference.stored();
    }

    static double mebibytes(long bytes) {
        return bytes / MIB;
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
