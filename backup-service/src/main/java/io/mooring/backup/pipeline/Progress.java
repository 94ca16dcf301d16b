package io.mooring.backup.pipeline;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells the observer what changed since it was last told. Everything but {@link #read} is called by the run's own thread. */
final class Progress {

    private final RunObserver observer;
    private final Map<String, CopyProgress> told = new HashMap<>();
    private volatile long sourceBytes;
    private long toldSource = -1;
    private long toldStored = -1;
    private @Nullable Copies copies;

    Progress(RunObserver observer) {
        this.observer = observer;
    }

    void phase(Phase phase) {
        tick();
        observer.phase(phase);
    }

    void estimated(long bytes) {
        observer.estimated(bytes);
    }

    void watch(Copies running) {
        this.copies = running;
        tick();
    }

    /** So many bytes have been read from the source in all. Called by the reading thread. */
    void read(long bytes) {
        sourceBytes = bytes;
    }

    void tick() {
        Copies running = copies;
        if (running == null) {
            return;
        }
        long source = sourceBytes;
        long stored = running.storedBytes();
        if (source != toldSource || stored != toldStored) {
            toldSource = source;
            toldStored = stored;
            observer.progress(source, stored);
        }
        List<CopyProgress> now = running.progress();
        for (CopyProgress copy : now) {
            if (!copy.equals(told.put(copy.locationId(), copy))) {
                observer.copy(copy);
            }
        }
    }
}
