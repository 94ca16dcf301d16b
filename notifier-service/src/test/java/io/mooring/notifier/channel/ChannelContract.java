package io.mooring.notifier.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.notifier.message.Envelope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every channel does, whatever its provider: one test class extends this for each channel and shows it a
 * {@link Provider}. Channels that speak HTTP extend {@link HttpChannelContract}.
 */
public abstract class ChannelContract {

    private final Instant before = Instant.now();
    protected Provider provider;
    protected Channel channel;
    protected Envelopes envelopes;

    protected abstract Provider start() throws Exception;

    /** What a look-up says of a message that arrived although no answer came. */
    protected abstract Class<? extends Finding> findsWhatArrived();

    /** What a look-up says of a message that did not arrive. */
    protected abstract Class<? extends Finding> findsWhatDidNot();

    @BeforeEach
    void startTheProvider() throws Exception {
        provider = start();
        channel = provider.line().channel();
        envelopes = new Envelopes(provider.line().destination());
    }

    @AfterEach
    void stopTheProvider() {
        provider.close();
    }

    @Test
    void aMessageArrivesAndGetsAReference() {
        String reference = delivered(envelopes.open("Backup of shop failed"));
        assertThat(reference).isNotBlank();
        assertThat(provider.shown()).contains("Backup of shop failed");
        assertThat(provider.taken()).isOne();
    }

    @Test
    void whatWasTakenWithoutAnAnswerIsUnknownAndALookUpSaysWhatItCan() {
        Envelope envelope = envelopes.open("x");
        provider.next(new Trouble.TakesThenHangs());
        assertThat(channel.send(envelope)).isInstanceOf(Answer.Unknown.class);
        assertThat(channel.find(envelope, before)).isInstanceOf(findsWhatArrived());
    }

    @Test
    void whatWasCutOffBeforeItWasTakenIsUnknownAndALookUpSaysWhatItCan() {
        Envelope envelope = envelopes.open("x");
        provider.next(new Trouble.Cuts());
        assertThat(channel.send(envelope)).isInstanceOf(Answer.Unknown.class);
        assertThat(channel.find(envelope, before)).isInstanceOf(findsWhatDidNot());
        assertThat(provider.taken()).isZero();
    }

    /** Many clients repeat a request by themselves when a kept connection breaks: that would be a message nobody recorded. */
    @Test
    void aKeptConnectionThatBreaksAfterSendingDoesNotSendTwice() {
        delivered(envelopes.open("opens the connection"));
        provider.next(new Trouble.TakesThenCuts());
        assertThat(channel.send(envelopes.open("once"))).isInstanceOf(Answer.Unknown.class);
        assertThat(provider.taken()).isEqualTo(2);
    }

    @Test
    void aProviderThatIsNotThereCertainlyHasNothing() {
        Provider.Line line = provider.unreachable();
        Answer answer = line.channel().send(new Envelopes(line.destination()).open("x"));
        assertThat(answer).isInstanceOf(Answer.TryAgain.class);
        assertThat(line.channel().readiness(line.destination()).state()).isEqualTo(Readiness.State.FAILING);
    }

    @Test
    void aFailureForNowIsWorthAnotherAttempt() {
        provider.next(new Trouble.FailsForNow());
        assertThat(channel.send(envelopes.open("x"))).isInstanceOfAny(Answer.TryAgain.class, Answer.Unknown.class);
        assertThat(provider.taken()).isZero();
    }

    @Test
    void whatTheProviderRefusesForGoodIsNotTriedAgain() {
        provider.next(new Trouble.RefusesForGood());
        assertThat(channel.send(envelopes.open("x"))).isInstanceOf(Answer.Refused.class);
        assertThat(provider.taken()).isZero();
    }

    @Test
    void itIsReadyThenFailingThenReadyAgain() {
        assertThat(state()).isEqualTo(Readiness.State.READY);
        provider.next(new Trouble.FailsForNow());
        channel.send(envelopes.open("x"));
        assertThat(state()).isEqualTo(Readiness.State.FAILING);
        delivered(envelopes.open("x"));
        assertThat(state()).isEqualTo(Readiness.State.READY);
    }

    @Test
    void withoutItsSettingsItSaysWhatToSetAndRefuses() {
        Provider.Line line = provider.unconfigured();
        Readiness readiness = line.channel().readiness(line.destination());
        assertThat(readiness.state()).isEqualTo(Readiness.State.NOT_CONFIGURED);
        assertThat(readiness.detail()).isNotBlank();
        Answer answer = line.channel().send(new Envelopes(line.destination()).open("x"));
        assertThat(answer).isInstanceOfSatisfying(Answer.Refused.class, refused -> assertThat(refused.detail())
                .contains("not configured"));
    }

    @Test
    void nothingItSaysHoldsASecret() {
        for (Trouble trouble : troubles()) {
            provider.next(trouble);
            says(channel.send(envelopes.open("x")).toString());
            says(channel.readiness(provider.line().destination()).toString());
        }
        says(channel.send(envelopes.open("x")).toString());
        says(channel.readiness(provider.line().destination()).toString());
        Provider.Line dead = provider.unreachable();
        says(dead.channel().send(new Envelopes(dead.destination()).open("x")).toString());
        says(dead.channel().readiness(dead.destination()).toString());
        says(provider.line().destination().toString() + channel + provider.line());
    }

    @Test
    void hostileTextArrivesAndHarmsNobody() {
        delivered(envelopes.hostile());
        assertThat(provider.shown()).contains("🚨 Ünïcode").doesNotContain("\u0000");
        provider.assertHarmless();
    }

    @Test
    protected void everythingThatIsSaidAboutOneThingStaysTogether() {
        String reference = delivered(envelopes.open("It began"));
        reference = changes(envelopes.update("It became graver", reference), reference);
        reference = changes(envelopes.call("Somebody must look", reference), reference);
        changes(envelopes.close("It is done", reference), reference);
        assertThat(provider.conversations()).isOne();
        assertThat(provider.shown()).contains("It is done");
    }

    @Test
    void whatTheProviderForgotIsSaidAnew() {
        String reference = delivered(envelopes.open("It began"));
        provider.forget();
        assertThat(delivered(envelopes.call("Somebody must look", reference))).isNotBlank();
        assertThat(provider.shown()).contains("Somebody must look");
    }

    @Test
    void theEndOfWhatTheProviderForgotIsNoFailure() {
        String reference = delivered(envelopes.open("It began"));
        provider.forget();
        delivered(envelopes.close("It is done", reference));
    }

    @Test
    void itsMannerCanBeKept() {
        Manner manner = channel.manner();
        assertThat(manner.burst()).isPositive();
        assertThat(manner.every()).isGreaterThanOrEqualTo(Duration.ZERO);
        assertThat(manner.retries().first())
                .isPositive()
                .isLessThanOrEqualTo(manner.retries().longest());
        assertThat(manner.retries().attempts()).isNotNegative();
    }

    /** What {@link #nothingItSaysHoldsASecret} tries. */
    protected List<Trouble> troubles() {
        return List.of(
                new Trouble.TakesThenHangs(),
                new Trouble.TakesThenCuts(),
                new Trouble.Cuts(),
                new Trouble.FailsForNow(),
                new Trouble.RefusesForGood());
    }

    protected final String delivered(Envelope envelope) {
        Answer answer = channel.send(envelope);
        assertThat(answer).isInstanceOf(Answer.Delivered.class);
        return ((Answer.Delivered) answer).reference();
    }

    /** The newest reference: an UPDATE that the channel does not make keeps the old one. */
    private String changes(Envelope envelope, String reference) {
        boolean skipped =
                !channel.manner().edits() && envelope.operation() == io.mooring.notifier.message.Operation.UPDATE;
        return skipped ? reference : delivered(envelope);
    }

    private Readiness.State state() {
        return channel.readiness(provider.line().destination()).state();
    }

    private void says(String words) {
        assertThat(provider.secrets()).isNotNull().noneMatch(words::contains);
    }
}
