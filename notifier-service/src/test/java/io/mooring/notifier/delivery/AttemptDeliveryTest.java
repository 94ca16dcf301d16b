package io.mooring.notifier.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.channel.Answer;
import io.mooring.notifier.channel.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AttemptDeliveryTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private final ScriptedChannel channel = new ScriptedChannel();
    private final AttemptDelivery attempt = new AttemptDelivery(
            new RetryLadder(Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofHours(24)), () -> NOW);

    @Test
    void aFirstAttemptSendsWithoutLookingUp() {
        channel.answers.add(new Answer.Delivered("C1/1.0", "Posted"));
        Result result = attempt.attempt(claim(DeliveryState.PENDING, NOW), channel);
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
        Result result = attempt.attempt(claim(before, NOW), channel);
        assertThat(result.next()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(channel.sent).isEmpty();
    }

    @Test
    void whatMayHaveArrivedIsSentAgainWhenTheProviderDoesNotHaveIt() {
        channel.findings.add(new Finding.Absent());
        channel.answers.add(new Answer.Delivered("C1/2.0", "Posted"));
        assertThat(attempt.attempt(claim(DeliveryState.UNKNOWN, NOW), channel).next())
                .isEqualTo(DeliveryState.DELIVERED);
        assertThat(channel.sent).hasSize(1);
    }

    @Test
    void aDuplicateBeatsALossWhenTheProviderDoesNotLetUsLook() {
        channel.findings.add(new Finding.CannotLook("missing_scope"));
        channel.answers.add(new Answer.Delivered("C1/2.0", "Posted"));
        assertThat(attempt.attempt(claim(DeliveryState.UNKNOWN, NOW), channel).next())
                .isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void aLookUpWithoutAnswerStaysUnknownAndSendsNothing() {
        channel.findings.add(new Finding.NoAnswer("503"));
        Result result = attempt.attempt(claim(DeliveryState.UNKNOWN, NOW), channel);
        assertThat(result.next()).isEqualTo(DeliveryState.UNKNOWN);
        assertThat(result.dueAt()).isAfter(NOW);
        assertThat(channel.sent).isEmpty();
    }

    @Test
    void retryAfterIsASchedule() {
        channel.answers.add(new Answer.TryAgain(Duration.ofSeconds(42), "429"));
        Result result = attempt.attempt(claim(DeliveryState.PENDING, NOW), channel);
        assertThat(result.next()).isEqualTo(DeliveryState.FAILED);
        assertThat(result.dueAt()).isEqualTo(NOW.plusSeconds(42));
    }

    @Test
    void aCallWithoutAnAnswerLeavesTheStateUnknown() {
        channel.answers.add(new Answer.Unknown("timeout"));
        assertThat(attempt.attempt(claim(DeliveryState.PENDING, NOW), channel).next())
                .isEqualTo(DeliveryState.UNKNOWN);
    }

    @Test
    void aRefusedMessageIsDeadAtOnce() {
        channel.answers.add(new Answer.Refused("msg_too_long"));
        Result result = attempt.attempt(claim(DeliveryState.PENDING, NOW), channel);
        assertThat(result.next()).isEqualTo(DeliveryState.DEAD);
        assertThat(result.detail()).contains("msg_too_long");
    }

    @Test
    void anOldOneIsGivenUpWithTheReason() {
        channel.answers.add(new Answer.TryAgain(null, "Slack could not be reached"));
        Result result = attempt.attempt(claim(DeliveryState.FAILED, NOW.minus(Duration.ofHours(25))), channel);
        assertThat(result.next()).isEqualTo(DeliveryState.DEAD);
        assertThat(result.detail()).contains("could not be reached").contains("given up");
    }

    private static Claim claim(DeliveryState before, Instant createdAt) {
        Delivery delivery = Delivery.planned(
                        new UUID(0, 1), "scripted", "C1", Notices.of("e-1", Severity.CRITICAL), null, createdAt)
                .become(DeliveryState.SENDING, 1, NOW.plusSeconds(60), null, null);
        return new Claim(delivery, before, "me");
    }
}
