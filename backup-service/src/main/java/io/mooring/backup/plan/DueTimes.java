package io.mooring.backup.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Due times that were noted before the clock went back. */
public final class DueTimes {

    /** Clocks of instances differ; what one of them moved on, another must not bring back because its own is behind. */
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private DueTimes() {}

    /**
     * The time that is due instead of a noted one: empty when the noted one stands.
     *
     * @param noted null when it is never due
     * @param nextAfter the schedule
     */
    public static Optional<Instant> broughtBack(
            @Nullable Instant noted, Instant now, Function<Instant, Optional<Instant>> nextAfter) {
        return noted == null
                ? Optional.empty()
                : nextAfter
                        .apply(now.plus(TOLERANCE))
                        .filter(wanted -> wanted.isBefore(noted))
                        .flatMap(wanted -> nextAfter.apply(now));
    }
}
