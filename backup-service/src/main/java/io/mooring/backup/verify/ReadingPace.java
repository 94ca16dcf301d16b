package io.mooring.backup.verify;

import java.util.concurrent.TimeUnit;

/** Keeps readers together below a number of bytes a second, so that a verification does not take the network from backups. */
final class ReadingPace {

    private final long bytesPerSecond;
    private long freeAt = System.nanoTime();

    /** @param bytesPerSecond 0 for as fast as it goes */
    ReadingPace(long bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    /** After so many bytes: waits until they were not too many. Time that nobody used is not saved up. */
    void pass(int bytes) throws InterruptedException {
        if (bytesPerSecond > 0) {
            long wait = reserve(bytes, System.nanoTime());
            if (wait > 0) {
                TimeUnit.NANOSECONDS.sleep(wait);
            }
        }
    }

    synchronized long reserve(int bytes, long now) {
        long begin = Math.max(freeAt, now);
        freeAt = begin + Math.round(bytes * 1e9 / bytesPerSecond);
        return freeAt - now;
    }
}
