package io.mooring.backup.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How long the steps of a restore test take, and the restore among them: what somebody in need would wait for. */
final class Stopwatch {

    private final List<Measured.Step> steps = new ArrayList<>();
    private @Nullable Long restoreMillis;

    /** A step that may fail. */
    @FunctionalInterface
    interface Timed<T, A extends Exception, B extends Exception> {
        T take() throws A, B, InterruptedException;
    }

    /** Takes the time of a step, also of one that fails. */
    <T, A extends Exception, B extends Exception> T step(String name, Timed<T, A, B> work)
            throws A, B, InterruptedException {
        long begun = System.nanoTime();
        try {
            return work.take();
        } finally {
            add(name, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
        }
    }

    /** A step that is part of the restore itself. Counts only once it ends well. */
    <T, A extends Exception, B extends Exception> T restoring(String name, Timed<T, A, B> work)
            throws A, B, InterruptedException {
        long begun = System.nanoTime();
        T result = step(name, work);
        long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        restoreMillis = took + (restoreMillis == null ? 0 : restoreMillis);
        return result;
    }

    private void add(String name, long millis) {
        steps.add(new Measured.Step(name, millis));
    }

    List<Measured.Step> steps() {
        return List.copyOf(steps);
    }

    /** Null when nothing was restored to its end. */
    @Nullable
    Long restoreMillis() {
        return restoreMillis;
    }
}
