package io.mooring.notifier.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.notifier.channel.Answer;
import io.mooring.notifier.channel.Finding;
import io.mooring.notifier.channel.Readiness;
import io.mooring.notifier.message.Destination;
import io.mooring.notifier.message.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AttemptDeliveryTest {

    private static final Destination OPS = new Destination("ops", "scripted", "C1", "", null);
    private final ScriptedChannel channel = new ScriptedChannel();
    private boolean stillOurs = true;

    @Test
    void aFirstAttemptSendsWithoutLookingUp() {
        channel.answers.add(new Answer.Delivered("C1/1.0", "Posted"));
        Result result = attempt(DeliveryState.PENDING);
        assertThat(result.next()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(result.reference()).isEqualTo("C1/1.0");
        assertThat(channel.lookedUp).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = DeliveryState.class,
            names = {"UNKNOWN", "SENDING"})
    void whatMayHaveArrivedIsNotSentAgainWhenTheProviderHasIt(DeliveryState before) {
        channel.findings.add(new Finding.Arrived("C1/1.0"));
        Result result = attempt(before);
        assertThat(result.next()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(channel.sent).isEmpty();
    }

    @Test
    void whatMayHaveArrivedIsSentAgainWhenTheProviderDoesNotHaveIt() {
        channel.findings.add(new Finding.Absent());
        channel.answers.add(new Answer.Delivered("C1/2.0", "Posted"));
        assertThat(attempt(DeliveryState.UNKNOWN).next()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(channel.sent).hasSize(1);
    }

    @Test
    void aDuplicateBeatsALossWhenTheProviderDoesNotLetUsLook() {
        channel.findings.add(new Finding.CannotLook("missing_scope"));
        channel.answers.add(new Answer.Delivered("C1/2.0", "Posted"));
        assertThat(attempt(DeliveryState.UNKNOWN).next()).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void aLookUpWithoutAnswerStaysUnknownAndSendsNothing() {
        channel.findings.add(new Finding.NoAnswer(null, "503"));
        Result result = attempt(DeliveryState.UNKNOWN);
        assertThat(result.next()).isEqualTo(DeliveryState.UNKNOWN);
        assertThat(result.pause()).isPositive();
        assertThat(channel.sent).isEmpty();
    }

    @Test
    void aLookUpThatIsAskedToWaitIsPutOffAndSaysNothingAgainstItsDestination() {
        channel.findings.add(new Finding.NoAnswer(Duration.ofSeconds(42), "429"));
        Result result = attempt(DeliveryState.UNKNOWN);
        assertThat(result.next()).isEqualTo(DeliveryState.UNKNOWN);
        assertThat(result.pause()).isEqualTo(Duration.ofSeconds(42));
        assertThat(result.says()).isEqualTo(Result.Says.WAIT);
        assertThat(channel.sent).isEmpty();
    }

    @Test
    void whatWasLookedForUntilTheLeaseIsNearlyOverIsNotSentInTheSameAttempt() {
        stillOurs = false;
        channel.findings.add(new Finding.Absent());
        channel.findings.add(new Finding.CannotLook("More than 2000 messages since then"));
        for (int attempt = 0; attempt < 2; attempt++) {
            Result result = attempt(DeliveryState.UNKNOWN);
            assertThat(result.next()).isEqualTo(DeliveryState.UNKNOWN);
            assertThat(result.detail()).contains("too long");
        }
        assertThat(channel.sent).isEmpty();
    }

    @Test
    void retryAfterIsASchedule() {
        channel.answers.add(new Answer.TryAgain(Duration.ofSeconds(42), "429"));
        Result result = attempt(DeliveryState.PENDING);
        assertThat(result.next()).isEqualTo(DeliveryState.FAILED);
        assertThat(result.pause()).isEqualTo(Duration.ofSeconds(42));
        assertThat(result.says()).isEqualTo(Result.Says.WAIT);
    }

    @Test
    void aCallWithoutAnAnswerLeavesTheStateUnknown() {
        channel.answers.add(new Answer.Unknown("timeout"));
        assertThat(attempt(DeliveryState.PENDING).next()).isEqualTo(DeliveryState.UNKNOWN);
    }

    @Test
    void aRefusedMessageIsDeadAtOnce() {
        channel.answers.add(new Answer.Refused("msg_too_long"));
        Result result = attempt(DeliveryState.PENDING);
        assertThat(result.next()).isEqualTo(DeliveryState.DEAD);
        assertThat(result.detail()).contains("msg_too_long");
    }

    @Test
    void anOldOneIsGivenUpWithTheReason() {
        channel.answers.add(new Answer.TryAgain(null, "Slack could not be reached"));
        Result result = attempt(DeliveryState.FAILED, 9, Duration.ofHours(25));
        assertThat(result.next()).isEqualTo(DeliveryState.DEAD);
        assertThat(result.detail()).contains("could not be reached").contains("given up");
    }

    @Test
    void whatIsNotConfiguredIsDeadAtOnceWithoutACall() {
        channel.readiness = Readiness.notConfigured("Set the token");
        Result result = attempt(DeliveryState.PENDING);
        assertThat(result.next()).isEqualTo(DeliveryState.DEAD);
        assertThat(result.detail()).contains("ops is not configured", "Set the token");
        assertThat(channel.sent).isEmpty();
        assertThat(result.says()).isEqualTo(Result.Says.NOTHING);
    }

    @Test
    void aRequestToWaitCostsNoTry() {
        channel.answers.add(new Answer.TryAgain(Duration.ofSeconds(1), "429"));
        assertThat(attempt(DeliveryState.FAILED, 4, Duration.ofHours(25)).next())
                .isEqualTo(DeliveryState.FAILED);
    }

    private Result attempt(DeliveryState before) {
        return attempt(before, 0, Duration.ZERO);
    }

    private Result attempt(DeliveryState before, int tries, Duration age) {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        UUID id = new UUID(0, 1);
        Delivery delivery = new Delivery(
                id,
                id,
                "alert/1",
                "ops",
                "scripted",
                "C1",
                Operation.OPEN,
                Messages.of("x"),
                null,
                DeliveryState.SENDING,
                tries + 1,
                tries,
                now,
                now,
                null,
                null);
        Claim claim = new Claim(delivery, before, "me", age, null);
        return new AttemptDelivery(claim, claim.envelope(OPS), channel, () -> stillOurs).result();
    }
}
