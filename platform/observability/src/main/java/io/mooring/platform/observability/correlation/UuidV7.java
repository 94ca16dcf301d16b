package io.mooring.platform.observability.correlation;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;

/** Time-ordered ids (RFC 9562 §5.7): 48 bits of milliseconds, 74 random bits. */
public final class UuidV7 {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT_RFC = 0x8000_0000_0000_0000L;

    private UuidV7() {}

    /** A new id of this moment. */
    public static UUID next() {
        return at(InstantSource.system());
    }

    /** A new id of the clock's moment. */
    public static UUID at(InstantSource clock) {
        long high = (clock.millis() << 16) | VERSION_7 | (RANDOM.nextInt() & 0xFFF);
        long low = VARIANT_RFC | (RANDOM.nextLong() >>> 2);
        return new UUID(high, low);
    }
}
