package io.mooring.backup.location;

import io.mooring.backup.Sentence;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A location's state as of one check.
 *
 * @param reason in whole sentences, absent when healthy
 * @param freeBytes absent where the location knows no such number (an S3 bucket)
 * @param latency how long the check took
 */
public record LocationHealth(
        State state, @Nullable String reason, @Nullable Long freeBytes, Duration latency) {

    /** Healthy, usable but about to be trouble, or not usable. */
    public enum State {
        HEALTHY,
        WARNING,
        DOWN
    }

    public LocationHealth {
        if ((state == State.HEALTHY) != (reason == null)) {
            throw new IllegalArgumentException("a reason is given exactly when a location is not healthy");
        }
        reason = reason == null ? null : Sentence.of(reason);
    }
}
