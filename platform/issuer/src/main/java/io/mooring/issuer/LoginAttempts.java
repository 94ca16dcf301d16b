package io.mooring.issuer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts sign-in attempts per key in windows of fixed length. An attempt is counted when it begins, so parallel guesses
 * cannot slip past together; success forgets the key. Memory is bounded: the key unused for longest goes first.
 */
final class LoginAttempts {

    private static final int MAX_KEYS = 10_000;

    private final int limit;
    private final Duration window;
    private final InstantSource clock;
    private final Map<String, Window> windows = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
            return size() > MAX_KEYS;
        }
    };

    private record Window(Instant until, int begun) {}

    LoginAttempts(int limit, Duration window, InstantSource clock) {
        this.limit = limit;
        this.window = window;
        this.clock = clock;
    }

    /** Counts an attempt. @return zero when it may go on, else how long to wait */
    synchronized Duration begin(String key) {
        Instant now = clock.instant();
        Window open = windows.get(key);
        if (open == null || !now.isBefore(open.until)) {
            open = new Window(now.plus(window), 0);
        }
        if (open.begun >= limit) {
            return Duration.between(now, open.until);
        }
        windows.put(key, new Window(open.until, open.begun + 1));
        return Duration.ZERO;
    }

    synchronized void succeeded(String key) {
        windows.remove(key);
    }
}
