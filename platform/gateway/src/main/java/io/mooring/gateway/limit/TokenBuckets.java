package io.mooring.gateway.limit;

import io.mooring.gateway.GatewaySettings.Rate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A token bucket per key: {@code burst} at once, then {@code refill} in each {@code per}. Memory is bounded: the key unused
 * for longest goes first, and starts anew with a full bucket.
 */
public final class TokenBuckets {

    private static final int MAX_KEYS = 10_000;

    private final Rate rate;
    private final InstantSource clock;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MAX_KEYS;
        }
    };

    private record Bucket(double tokens, Instant at) {}

    public TokenBuckets(Rate rate, InstantSource clock) {
        this.rate = rate;
        this.clock = clock;
    }

    /** Takes a token. @return zero when there was one, else how long until the next */
    public synchronized Duration take(String key) {
        Bucket filled = filled(key);
        if (filled.tokens >= 1) {
            buckets.put(key, new Bucket(filled.tokens - 1, filled.at));
            return Duration.ZERO;
        }
        buckets.put(key, filled);
        return Duration.ofNanos((long) Math.ceil((1 - filled.tokens) * nanosPerToken()));
    }

    /** Gives a token back. */
    public synchronized void giveBack(String key) {
        Bucket filled = filled(key);
        buckets.put(key, new Bucket(Math.min(rate.burst(), filled.tokens + 1), filled.at));
    }

    private Bucket filled(String key) {
        Instant now = clock.instant();
        Bucket last = buckets.get(key);
        if (last == null) {
            return new Bucket(rate.burst(), now);
        }
        long passed = Math.max(0, Duration.between(last.at, now).toNanos());
        return new Bucket(Math.min(rate.burst(), last.tokens + passed / nanosPerToken()), now);
    }

    private double nanosPerToken() {
        return (double) rate.per().toNanos() / rate.refill();
    }
}
