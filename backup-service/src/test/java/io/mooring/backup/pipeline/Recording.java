package io.mooring.backup.pipeline;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** Remembers what an observer was told. */
class Recording implements RunObserver {

    final List<Phase> phases = new CopyOnWriteArrayList<>();
    final List<CopyProgress> copies = new CopyOnWriteArrayList<>();
    final AtomicLong estimated = new AtomicLong(-1);
    final AtomicLong sourceBytes = new AtomicLong();
    final AtomicLong storedBytes = new AtomicLong();
    private final LongConsumer onSource;

    Recording() {
        this(bytes -> {});
    }

    /** @param onSource called with every new number of source bytes */
    Recording(LongConsumer onSource) {
        this.onSource = onSource;
    }

    @Override
    public void phase(Phase phase) {
        phases.add(phase);
    }

    @Override
    public void estimated(long bytes) {
        estimated.set(bytes);
    }

    @Override
    public void progress(long source, long stored) {
        sourceBytes.set(source);
        storedBytes.set(stored);
        onSource.accept(source);
    }

    @Override
    public void copy(CopyProgress copy) {
        copies.add(copy);
    }
}
