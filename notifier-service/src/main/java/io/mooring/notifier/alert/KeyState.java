package io.mooring.notifier.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the next report of a key needs to know.
 *
 * @param open the open episode, null when there is none
 * @param revisedAt when the open episode last changed in a way that was told
 * @param graver the gravest that the open episode lately was before its present severity; null when that never changed
 * @param ends when the key's latest episodes ended, oldest first, at most {@value #ENDS}
 */
record KeyState(
        String key,
        @Nullable Alert open,
        Instant revisedAt,
        @Nullable Graver graver,
        List<Instant> ends) {

    static final int ENDS = 20;

    KeyState {
        ends = List.copyOf(ends.subList(Math.max(0, ends.size() - ENDS), ends.size()));
    }

    static KeyState unknown(String key) {
        return new KeyState(key, null, Instant.EPOCH, null, List.of());
    }

    KeyState with(Alert alert, Instant revised) {
        return new KeyState(key, alert, revised, graver, ends);
    }

    KeyState wasGraver(@Nullable Graver before) {
        return new KeyState(key, open, revisedAt, before, ends);
    }

    KeyState ended(Instant at) {
        List<Instant> then = new ArrayList<>(ends);
        then.add(at);
        return new KeyState(key, null, Instant.EPOCH, null, then);
    }

    /** Whether one more end now would be one too many. */
    boolean flaps(Instant now, int after, Duration within) {
        return ends.stream().filter(end -> end.isAfter(now.minus(within))).count() >= after - 1;
    }
}
