package io.mooring.notifier.delivery;

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
 * @param lease how long a sender may hold a delivery; longer than any channel's time-out for a look-up and a call
 * @param concurrency destinations served at once
 * @param stopWithin how long a stop waits for attempts under way
 */
public record SenderSettings(
        @DefaultValue("") String owner,
        @NotNull @DefaultValue("500ms") Duration poll,
        @NotNull @DefaultValue("60s") Duration lease,
        @Min(1) @Max(256) @DefaultValue("16") int concurrency,
        @NotNull @DefaultValue("1s") Duration firstRetry,
        @NotNull @DefaultValue("1m") Duration longestRetry,
        @NotNull @DefaultValue("24h") Duration giveUpAfter,
        @NotNull @DefaultValue("15s") Duration stopWithin) {

    public SenderSettings {
        owner = owner.isBlank() ? UUID.randomUUID().toString() : owner;
    }

    RetryLadder ladder() {
        return new RetryLadder(firstRetry, longestRetry, giveUpAfter);
    }
}
