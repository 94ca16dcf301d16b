package io.mooring.notifier.delivery;

import io.mooring.notifier.channel.Answer;
import io.mooring.notifier.channel.Channel;
import io.mooring.notifier.channel.Finding;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * One attempt, from claim to result. It sends again what may have arrived only after the provider said that it did not:
 * nothing twice where the provider gives the means, and a duplicate rather than a loss where it does not.
 */
final class AttemptDelivery {

    private final RetryLadder ladder;
    private final InstantSource clock;

    AttemptDelivery(RetryLadder ladder, InstantSource clock) {
        this.ladder = ladder;
        this.clock = clock;
    }

    Result attempt(Claim claim, Channel channel) {
        if (!claim.mayHaveArrived()) {
            return send(claim, channel);
        }
        Delivery delivery = claim.delivery();
        return switch (channel.find(delivery.envelope(), delivery.createdAt())) {
            case Finding.Arrived found ->
                new Result(
                        DeliveryState.DELIVERED,
                        clock.instant(),
                        found.reference(),
                        "Found at the provider: it had arrived");
            case Finding.Absent ignored -> send(claim, channel);
            case Finding.CannotLook ignored -> send(claim, channel);
            case Finding.NoAnswer no ->
                later(delivery, DeliveryState.UNKNOWN, null, "Could not look it up: " + no.detail());
        };
    }

    /** What follows when the channel itself broke: the message may have left before it did. */
    Result unanswered(Claim claim, Answer.Unknown answer) {
        return later(claim.delivery(), DeliveryState.UNKNOWN, null, answer.detail());
    }

    private Result send(Claim claim, Channel channel) {
        Delivery delivery = claim.delivery();
        return switch (channel.send(delivery.envelope())) {
            case Answer.Delivered done ->
                new Result(DeliveryState.DELIVERED, clock.instant(), done.reference(), done.detail());
            case Answer.TryAgain again -> later(delivery, DeliveryState.FAILED, again.after(), again.detail());
            case Answer.Unknown unknown -> later(delivery, DeliveryState.UNKNOWN, null, unknown.detail());
            case Answer.Refused refused -> new Result(DeliveryState.DEAD, clock.instant(), null, refused.detail());
        };
    }

    private Result later(Delivery delivery, DeliveryState state, @Nullable Duration asked, String detail) {
        Instant now = clock.instant();
        return ladder.next(delivery.ladderFrom(), now, delivery.attempts(), asked)
                .map(due -> new Result(state, due, null, detail))
                .orElseGet(() ->
                        new Result(DeliveryState.DEAD, now, null, detail + "; given up after " + ladder.giveUpAfter()));
    }
}
