package io.mooring.notifier.delivery;

import io.mooring.notifier.channel.Answer;
import io.mooring.notifier.channel.Channel;
import io.mooring.notifier.channel.Finding;
import io.mooring.notifier.channel.Readiness;
import io.mooring.notifier.message.Envelope;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One attempt, from claim to result. It sends again what may have arrived only after the provider said that it did not:
 * nothing twice where the provider gives the means, and a duplicate rather than a loss where it does not.
 */
final class AttemptDelivery {

    private final Claim claim;
    private final Envelope envelope;
    private final Channel channel;
    private final BooleanSupplier stillOurs;
    private final RetryLadder ladder;

    /** @param stillOurs whether enough of the lease is left to begin sending */
    AttemptDelivery(Claim claim, Envelope envelope, Channel channel, BooleanSupplier stillOurs) {
        this.claim = claim;
        this.envelope = envelope;
        this.channel = channel;
        this.stillOurs = stillOurs;
        this.ladder = new RetryLadder(channel.manner().retries());
    }

    Result result() {
        Readiness readiness = channel.readiness(envelope.destination());
        if (readiness.state() == Readiness.State.NOT_CONFIGURED) {
            return Result.dead(
                    envelope.destination().name() + " is not configured: " + readiness.detail(), Result.Says.NOTHING);
        }
        return claim.mayHaveArrived() ? lookUp() : send();
    }

    private Result lookUp() {
        return switch (channel.find(envelope, claim.delivery().createdAt())) {
            case Finding.Arrived found -> Result.delivered(found.reference(), "Found at the provider: it had arrived");
            case Finding.Absent ignored -> sendAfterLooking();
            case Finding.CannotLook ignored -> sendAfterLooking();
            case Finding.NoAnswer no -> notLookedUp(no.after(), "Could not look it up: " + no.detail());
        };
    }

    /** A look-up is many calls where much was said since: by its end the lease may be too short for sending, or somebody else's. */
    private Result sendAfterLooking() {
        return stillOurs.getAsBoolean()
                ? send()
                : failed(DeliveryState.UNKNOWN, "Looking it up took too long to send it in the same attempt");
    }

    private Result notLookedUp(@Nullable Duration after, String detail) {
        return after == null ? failed(DeliveryState.UNKNOWN, detail) : putOff(DeliveryState.UNKNOWN, after, detail);
    }

    private Result send() {
        return switch (channel.send(envelope)) {
            case Answer.Delivered done -> Result.delivered(done.reference(), done.detail());
            case Answer.TryAgain again ->
                again.after() == null
                        ? failed(DeliveryState.FAILED, again.detail())
                        : putOff(DeliveryState.FAILED, again.after(), again.detail());
            case Answer.Unknown unknown -> unanswered(unknown);
            case Answer.Refused refused -> Result.dead(refused.detail(), Result.Says.ANSWERS);
        };
    }

    /** The message may have left before the channel broke. */
    Result unanswered(Answer.Unknown answer) {
        return failed(DeliveryState.UNKNOWN, answer.detail());
    }

    private Result failed(DeliveryState state, String detail) {
        return later(state, claim.delivery().tries() + 1, null, detail, Result.Says.FAILS);
    }

    /** A provider that asks to wait is no failure of the message: it costs none of its tries. */
    private Result putOff(DeliveryState state, Duration asked, String detail) {
        return later(state, claim.delivery().tries(), asked, detail, Result.Says.WAIT);
    }

    private Result later(DeliveryState state, int tries, @Nullable Duration asked, String detail, Result.Says says) {
        Optional<Duration> wait = ladder.next(claim.age(), tries, asked);
        return wait.map(time -> new Result(state, time, null, detail, says))
                .orElseGet(() -> Result.dead(detail + "; given up after " + ladder.bound(), says));
    }
}
