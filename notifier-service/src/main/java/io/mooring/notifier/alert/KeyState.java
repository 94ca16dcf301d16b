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
 * @param unsaid its words are others than it was told with
 * @param graver the gravest that the open episode lately was before its present severity; null when that never changed
 * @param ends when the key's latest episodes ended, oldest first, at most {@value #ENDS}
 */
record KeyState(
        String key,
        @Nullable Alert open,
        Instant revisedAt,
        boolean unsaid,
        @Nullable Graver graver,
        List<Instant> ends) {

    static final int ENDS = 20;

    KeyState {
        ends = List.copyOf(ends.subList(Math.max(0, ends.size() - ENDS), ends.size()));
    }

    static KeyState unknown(String key) {
        return new KeyState(key, null, Instant.EPOCH, false, null, List.of());
    }

    /** It changed, and people are told. */
    KeyState told(Alert alert, Instant at) {
        return new KeyState(key, alert, at, false, graver, ends);
    }

    /** Nobody is told, not yet even if it was heard in other words. */
    KeyState heard(Alert alert) {
        return new KeyState(key, alert, revisedAt, unsaid || saysOtherThan(alert), graver, ends);
    }

    /** Whether the open episode has other words than this, its next state. */
    boolean saysOtherThan(Alert next) {
        return open != null && !open.words().equals(next.words());
    }

    KeyState wasGraver(@Nullable Graver before) {
        return new KeyState(key, open, revisedAt, unsaid, before, ends);
    }

    KeyState ended(Instant at) {
        List<Instant> then = new ArrayList<>(ends);
        then.add(at);
        return new KeyState(key, null, Instant.EPOCH, false, null, then);
    }

    /** Whether one more end now would be one too many. */
    boolean flaps(Instant now, int after, Duration within) {
        return ends.stream().filter(end -> end.isAfter(now.minus(within))).count() >= after - 1;
    }
}
