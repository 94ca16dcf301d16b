package io.mooring.backup.pipeline;

import io.mooring.platform.observability.TraceLater;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The threads that work on one backup. The first failure among them is the backup's; closing stops all of them and waits.
 * What computes or reads a pipe gets a platform thread: it would hold a virtual thread's carrier.
 */
final class Crew implements AutoCloseable {

    private static final Duration LEAVING = Duration.ofSeconds(20);

    private final BlockingQueue<Future<?>> finished = new LinkedBlockingQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private int working;

    <T> Future<T> start(String name, Callable<T> work) {
        return start(Thread.ofPlatform().daemon().name("backup-" + name), work);
    }

    /** For work that waits on a socket: on a virtual thread an interrupt ends that wait. */
    <T> Future<T> startVirtual(String name, Callable<T> work) {
        return start(Thread.ofVirtual().name("backup-" + name), work);
    }

    private <T> Future<T> start(Thread.Builder thread, Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work) {
            @Override
            protected void done() {
                finished.add(this);
            }
        };
        working++;
        threads.add(thread.start(TraceLater.carrying(task)));
        return task;
    }

    /** Waits until all have finished, calling {@code meanwhile} now and then. Throws the first failure's cause. */
    void awaitAll(Duration pause, Runnable meanwhile) throws InterruptedException, ExecutionException {
        while (working > 0) {
            Future<?> done = finished.poll(pause.toMillis(), TimeUnit.MILLISECONDS);
            if (done != null) {
                working--;
                done.get();
            }
            meanwhile.run();
        }
    }

    /** Interrupts whoever still works. Whoever does not hear interrupts must have been cut off from its input before. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            try {
                thread.join(LEAVING);
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
