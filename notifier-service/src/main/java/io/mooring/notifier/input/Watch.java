package io.mooring.notifier.input;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long an input has been silent. Only time in which this service was there to hear it counts, measured from look to
 * look: not while it was down, and not what a clock jumped over. A clock that was set back makes nothing late and nothing
 * early.
 *
 * @param told how often its silence was reported since it was last heard
 * @param beatAt when it was last heard of; null: never
 */
record Watch(
        String input,
        Instant watchedSince,
        Instant checkedAt,
        Duration silent,
        int told,
        @Nullable Instant beatAt) {

    /** Looks are closer to each other than this, unless nobody looked. */
    static final Duration LONGEST_LOOK = Duration.ofSeconds(20);

    /** What a look found. */
    enum Finding {
        /** Nothing to say. */
        NONE,
        /** It is too late, and that is to be said, or said again. */
        SILENT,
        /** It was late and was heard again. */
        HEARD
    }

    Watch lookedAt(Instant now) {
        Duration passed = Duration.between(checkedAt, now);
        Duration counted =
                passed.isNegative() ? Duration.ZERO : passed.compareTo(LONGEST_LOOK) > 0 ? LONGEST_LOOK : passed;
        return new Watch(input, watchedSince, now, silent.plus(counted), told, beatAt);
    }

    boolean isLate(Duration longestSilence) {
        return silent.compareTo(longestSilence) >= 0;
    }

    /** As long as the silence lasts it is said again and again: somebody may have closed the alert. */
    Finding find(Duration longestSilence) {
        long times = silent.dividedBy(longestSilence);
        if (times > told) {
            return Finding.SILENT;
        }
        return times == 0 && told > 0 ? Finding.HEARD : Finding.NONE;
    }

    Watch toldOf(Duration longestSilence) {
        return new Watch(
                input, watchedSince, checkedAt, silent, Math.toIntExact(silent.dividedBy(longestSilence)), beatAt);
    }
}
