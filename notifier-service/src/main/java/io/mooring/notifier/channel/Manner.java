package io.mooring.notifier.channel;

import java.time.Duration;

/**
 * How a channel wants to be used.
 *
 * @param edits whether UPDATE changes what is already there; where it does not, updates are not sent at all, only CALL and CLOSE
 * @param every pace of one destination in the long run; zero for none
 * @param burst how many may go at once before the pace holds
 * @param retries how failed attempts are repeated
 */
public record Manner(boolean edits, Duration every, int burst, Retries retries) {

    /**
     * Waits between attempts: {@code first}, doubling with each up to {@code longest}, given up {@code giveUpAfter} the
     * delivery was planned or after {@code attempts} attempts, whichever comes first. A wait the provider asks for replaces the computed one.
     *
     * @param attempts 0: bounded by age alone
     */
    public record Retries(Duration first, Duration longest, Duration giveUpAfter, int attempts) {}

    /** From 1 s to 1 min, for a day: a provider that is down for hours costs no alert. */
    public static final Retries FOR_A_DAY =
            new Retries(Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofHours(24), 0);
}
