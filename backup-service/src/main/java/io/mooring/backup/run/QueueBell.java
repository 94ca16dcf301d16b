package io.mooring.backup.run;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Rings when a run was queued here, so that it need not wait for the next look into the database. */
@Component
final class QueueBell {

    private final Semaphore rings = new Semaphore(0);

    void ring() {
        rings.release();
    }

    /** Until it rings, at most so long; all rings until now count as one. */
    void await(Duration longest) throws InterruptedException {
        rings.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS);
        rings.drainPermits();
    }
}
