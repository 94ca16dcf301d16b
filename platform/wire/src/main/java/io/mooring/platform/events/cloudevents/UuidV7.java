package io.mooring.platform.events.cloudevents;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;

/**
 * Time-ordered ids: RFC 9562 §5.7, 48 bits of Unix milliseconds and 74 random bits. Neighbours in time are neighbours
 * in an index; within one millisecond their order is random.
 */
public final class UuidV7 {

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    public UuidV7(InstantSource clock) {
        this.clock = clock;
    }

    public UUID next() {
        long milliseconds = clock.millis();
        long high = (milliseconds << 16) | 0x7000L | (random.nextLong() & 0x0FFFL);
        long low = 0x8000_0000_0000_0000L | (random.nextLong() >>> 2);
        return new UUID(high, low);
    }
}
