package io.mooring.notifier.delivery;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.UUID;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How deliveries are sent.
 *
 * @param owner names this process in the rows it holds; drawn anew at each start
 * @param poll longest wait before due deliveries are looked for, when nothing wakes the sender
 * @param lease how long a sender may hold a delivery; twice as long as the calls of one message may take
 * @param concurrency destinations served at once
 * @param stopWithin how long a stop waits for attempts under way
 * @param keep how long what is over can be read
 */
public record SenderSettings(
        @DefaultValue("") String owner,
        @NotNull @DefaultValue("500ms") Duration poll,
        @NotNull @DefaultValue("60s") Duration lease,
        @Min(1) @Max(256) @DefaultValue("16") int concurrency,
        @NotNull @DefaultValue("15s") Duration stopWithin,
        @NotNull @DefaultValue("90d") Duration keep,
        @Valid @DefaultValue BreakerSettings breaker) {

    /**
     * When a destination that does not work is left alone.
     *
     * @param failures in a row, after which it is paused
     * @param pause the first pause; doubles with every probe that fails
     * @param longestPause no pause is longer
     */
    public record BreakerSettings(
            @Min(1) @DefaultValue("5") int failures,
            @NotNull @DefaultValue("30s") Duration pause,
            @NotNull @DefaultValue("5m") Duration longestPause) {

        public BreakerSettings {
            // An hour: what waits longer is taken for the work of a clock that was wrong.
            if (pause.compareTo(longestPause) > 0 || longestPause.compareTo(RetryLadder.LONGEST) > 0) {
                throw new IllegalArgumentException("notifier.sender.breaker: pause (%s) <= longest-pause (%s) <= %s"
                        .formatted(pause, longestPause, RetryLadder.LONGEST));
            }
        }
    }

    public SenderSettings {
        owner = owner.isBlank() ? UUID.randomUUID().toString() : owner;
    }

    /** A message may be begun until the lease is half over; what is left then is for its calls. */
    public Duration leftForCalls() {
        return lease.dividedBy(2);
    }

    Breaker toBreaker() {
        return new Breaker(breaker.failures(), breaker.pause(), breaker.longestPause());
    }
}
