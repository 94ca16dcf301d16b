package io.mooring.schemas;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Time-ordered ids (RFC 9562 §5.7): 48 bits of Unix milliseconds, a counter of 12 bits, 62 random bits. Each id of a
 * generator sorts after all before it: within a millisecond the counter goes up from a random start (§6.2, method 1), and
 * when it is full, or the clock goes back, the id's time runs ahead of the clock. Safe for many threads.
 */
public final class UuidV7 {

    private static final int COUNTER_BITS = 12;
    private static final long COUNTER = (1L << COUNTER_BITS) - 1;
    /** A start in the lower half leaves at least 2,048 ids to each millisecond. */
    private static final long START = COUNTER >>> 1;

    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT_RFC = 0x8000_0000_0000_0000L;
    private static final UuidV7 SYSTEM = new UuidV7(InstantSource.system());

    private final SecureRandom random = new SecureRandom();
    private final InstantSource clock;
    /** The last id's milliseconds, then its counter: one number, so that an overflow of the one carries into the other. */
    private final AtomicLong last = new AtomicLong();

    public UuidV7(InstantSource clock) {
        this.clock = clock;
    }

    /** The generator that all share who have no clock of their own. */
    public static UuidV7 system() {
        return SYSTEM;
    }

    /** A new id, after all before it. */
    public UUID next() {
        long bits = random.nextLong();
        long fresh = clock.millis() << COUNTER_BITS | bits & START;
        long tick = last.accumulateAndGet(fresh, UuidV7::after);
        long high = tick >>> COUNTER_BITS << 16 | VERSION_7 | tick & COUNTER;
        return new UUID(high, VARIANT_RFC | random.nextLong() >>> 2);
    }

    /**
     * A new id, after all before it and after that one, which another generator made when the clock was perhaps ahead.
     *
     * @throws IllegalArgumentException when that one is no UUIDv7
     */
    public UUID nextAfter(UUID other) {
        if (other.version() != 7) {
            throw new IllegalArgumentException(other + " is no UUIDv7");
        }
        long high = other.getMostSignificantBits();
        last.accumulateAndGet(high >>> 16 << COUNTER_BITS | high & COUNTER, Math::max);
        return next();
    }

    private static long after(long last, long fresh) {
        return fresh >>> COUNTER_BITS > last >>> COUNTER_BITS ? fresh : last + 1;
    }
}
