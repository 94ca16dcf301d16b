package io.mooring.backup.pipeline;

import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.location.LocationFailure;
import io.mooring.backup.location.LocationFault;
import io.mooring.backup.location.ObjectSink;
import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.manifest.ReferencedObjects;
import io.mooring.platform.observability.TraceLater;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One location's copy, written by a thread of its own from a bounded queue. It ends stored or failed; a failed one has removed
 * what it wrote, or left it for {@link BackupLocation#abortLeftovers} when the location does not let it.
 */
final class Copy {

    private static final Logger LOG = LoggerFactory.getLogger(Copy.class);

    /** What a location may lag behind the others before it slows them down: 8 MiB. */
    private static final int BLOCKS = 8 * 1024 * 1024 / EncryptedChunks.BLOCK;

    private sealed interface Step {}

    private record Begin(String name) implements Step {}

    private record Bytes(Block block) implements Step {}

    private record Commit() implements Step {}

    private record Lock(List<String> others) implements Step {}

    private record Finish() implements Step {}

    private final BackupLocation location;
    private final String folder;
    private final Duration timeout;
    private final BlockingQueue<Step> queue = new ArrayBlockingQueue<>(BLOCKS);
    private final AtomicReference<CopyState> state = new AtomicReference<>(CopyState.WRITING);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final CountDownLatch removed = new CountDownLatch(1);
    private final Thread thread;

    /** Newest first, so that the manifest is removed before what it vouches for. */
    private final Deque<String> begun = new ConcurrentLinkedDeque<>();

    private volatile @Nullable ObjectSink sink;
    private volatile long bytes;
    private volatile long lastProgress = System.nanoTime();
    private volatile @Nullable LocationFailure failure;

    Copy(BackupLocation location, String folder, Duration timeout) {
        this.location = location;
        this.folder = folder;
        this.timeout = timeout;
        // A platform thread: writing to a hung network file system would hold a virtual thread's carrier for good.
        this.thread =
                Thread.ofPlatform().daemon().name("copy-" + location.id()).unstarted(TraceLater.carrying(this::run));
    }

    void start() {
        thread.start();
    }

    boolean writing() {
        return state.get() == CopyState.WRITING;
    }

    boolean stored() {
        return state.get() == CopyState.STORED;
    }

    @Nullable
    LocationFailure failure() {
        return failure;
    }

    CopyProgress progress() {
        CopyState now = state.get();
        LocationFailure why = failure;
        String problem = now == CopyState.FAILED ? why == null ? "given up" : why.getMessage() : null;
        return new CopyProgress(location.id(), now, bytes, problem, why == null ? null : why.fault());
    }

    void begin(String name) throws InterruptedException {
        offer(new Begin(name));
    }

    void bytes(Block block) throws InterruptedException {
        offer(new Bytes(block));
    }

    void commit() throws InterruptedException {
        offer(new Commit());
    }

    /** Has all objects of this copy and these others locked equally long, where the location locks. */
    void lock(List<String> others) throws InterruptedException {
        offer(new Lock(others));
    }

    /** Everything has been handed over. */
    void finish() throws InterruptedException {
        offer(new Finish());
    }

    /** Waits a little for the copy to end, and fails it when it has not moved for the time-out. */
    boolean awaitEnd(Duration little) throws InterruptedException {
        boolean over = ended.await(little.toMillis(), TimeUnit.MILLISECONDS);
        if (!over && System.nanoTime() - lastProgress > timeout.toNanos()) {
            tooSlow();
        }
        return over || !writing();
    }

    /** Stops writing and removes what was written, whatever the state. */
    void discard() {
        switch (state.getAndSet(CopyState.FAILED)) {
            case STORED -> startRemoving();
            case WRITING -> thread.interrupt();
            case FAILED -> {}
        }
    }

    /** Waits for the copy's thread, at most that long: a hung location must not hang the run. */
    void awaitRemoved(Duration patience) {
        boolean interrupted = Thread.interrupted();
        try {
            if (!removed.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("Location {} does not let go of an unfinished copy under {}", location.id(), folder);
            }
        } catch (InterruptedException again) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    void giveUpWithout(List<Manifest.Reference> references, String planId) {
        LocationFailure why;
        try {
            why = ReferencedObjects.firstMissing(location, planId, references)
                    .map(missing -> new LocationFailure(
                            LocationFault.NOT_FOUND,
                            "The location lacks " + missing + " of a former run, to which this backup refers"))
                    .orElse(null);
        } catch (LocationFailure unknown) {
            why = unknown;
        }
        if (why != null && fail(why)) {
            thread.interrupt();
        }
    }

    private void offer(Step step) throws InterruptedException {
        if (writing() && !queue.offer(step, timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            tooSlow();
        }
    }

    private void tooSlow() {
        if (fail(new LocationFailure(
                LocationFault.UNREACHABLE,
                "The location took no data for " + timeout.toSeconds() + " s; the others went on without it"))) {
            thread.interrupt();
        }
    }

    private synchronized boolean fail(LocationFailure why) {
        if (!writing()) {
            return false;
        }
        failure = why;
        return state.compareAndSet(CopyState.WRITING, CopyState.FAILED);
    }

    private void run() {
        try {
            while (writing() && !apply(queue.take())) {
                lastProgress = System.nanoTime();
            }
        } catch (LocationFailure why) {
            fail(why);
        } catch (InterruptedException stopped) {
            state.compareAndSet(CopyState.WRITING, CopyState.FAILED);
        } catch (RuntimeException bug) {
            LOG.error("Writing to location {} failed", location.id(), bug);
            fail(new LocationFailure(LocationFault.FAILED, "Writing failed: " + bug, bug));
        } finally {
            queue.clear();
            ended.countDown();
            if (!stored()) {
                startRemoving();
            }
        }
    }

    /** @return whether this was the last step */
    private boolean apply(Step step) throws LocationFailure, InterruptedException {
        switch (step) {
            case Begin(String name) -> {
                begun.push(folder + name);
                sink = location.create(folder + name);
            }
            case Bytes(Block block) -> {
                open().write(block.bytes(), 0, block.length());
                bytes += block.length();
            }
            case Commit() -> {
                open().commit();
                sink = null;
            }
            case Lock(List<String> others) -> lockAll(others);
            case Finish() -> {
                return state.compareAndSet(CopyState.WRITING, CopyState.STORED);
            }
        }
        return false;
    }

    private void lockAll(List<String> others) throws LocationFailure, InterruptedException {
        if (location.objectLock().isOn()) {
            for (String key : Stream.concat(begun.stream(), others.stream()).toList()) {
                location.lockAnew(key);
                lastProgress = System.nanoTime();
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        }
    }

    private ObjectSink open() {
        ObjectSink open = sink;
        if (open == null) {
            throw new IllegalStateException("no object is open");
        }
        return open;
    }

    /** On a new thread: an interrupt meant for the writing must not reach the tidying. */
    private void startRemoving() {
        Thread.ofPlatform().daemon().name("discard-" + location.id()).start(TraceLater.carrying(this::remove));
    }

    /** Everything that was begun, committed or not: a commit whose answer was lost may have worked. */
    private void remove() {
        try {
            ObjectSink open = sink;
            if (open != null) {
                open.close();
            }
            for (String key : begun) {
                location.discard(key);
            }
        } catch (LocationFailure later) {
            LOG.warn("Location {} keeps leftovers under {}: {}", location.id(), folder, later.getMessage());
        } finally {
            removed.countDown();
        }
    }
}
