package io.mooring.platform.events.relay;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** One thread waits, any thread wakes it; wakes before the wait count, and many count as one. */
final class Wakeup {

    private final Semaphore permits = new Semaphore(0);

    void wake() {
        permits.release();
    }

    void await(Duration atMost) throws InterruptedException {
        if (permits.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
            permits.drainPermits();
        }
    }
}
