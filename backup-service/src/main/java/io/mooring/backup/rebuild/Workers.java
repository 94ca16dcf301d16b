package io.mooring.backup.rebuild;

import io.mooring.platform.observability.TraceLater;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Threads that share a list of work. The first failure stops all; so does an interrupt. Platform threads: what computes would hold a
 * virtual thread's carrier, and with it whoever renews a lease.
 */
final class Workers {

    private static final Duration LEAVING = Duration.ofSeconds(30);

    private Workers() {}

    static void share(String name, int threads, List<? extends Callable<Void>> work)
            throws InterruptedException, ExecutionException {
        BlockingQueue<Callable<Void>> left = new LinkedBlockingQueue<>(work);
        BlockingQueue<FutureTask<Void>> ended = new LinkedBlockingQueue<>();
        List<Thread> running = new ArrayList<>();
        for (int i = 0; i < Math.min(threads, work.size()); i++) {
            FutureTask<Void> task = new FutureTask<>(() -> takeAll(left)) {
                @Override
                protected void done() {
                    ended.add(this);
                }
            };
            running.add(Thread.ofPlatform().daemon().name(name + "-" + i).start(TraceLater.carrying(task)));
        }
        try {
            for (int i = 0; i < running.size(); i++) {
                ended.take().get();
            }
        } finally {
            leave(running);
        }
    }

    private static @org.jspecify.annotations.Nullable Void takeAll(BlockingQueue<Callable<Void>> left)
            throws Exception {
        for (Callable<Void> next = left.poll(); next != null; next = left.poll()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            next.call();
        }
        return null;
    }

    private static void leave(List<Thread> running) {
        boolean interrupted = Thread.interrupted();
        running.forEach(Thread::interrupt);
        for (Thread thread : running) {
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
