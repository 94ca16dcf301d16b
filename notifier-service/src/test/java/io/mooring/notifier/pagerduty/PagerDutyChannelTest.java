package io.mooring.notifier.pagerduty;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.embedded.pagerduty.PagerDutyIncident;
import io.mooring.embedded.pagerduty.PagerDutyIncident.Status;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.channel.Answer;
import io.mooring.notifier.channel.Envelopes;
import io.mooring.notifier.channel.Finding;
import io.mooring.notifier.channel.HttpChannelContract;
import io.mooring.notifier.channel.NobodysPort;
import io.mooring.notifier.channel.Provider;
import io.mooring.notifier.channel.Trouble;
import io.mooring.notifier.message.Envelope;
import io.mooring.notifier.message.Message;
import io.mooring.notifier.message.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagerDutyChannelTest extends HttpChannelContract {

    @Override
    protected Provider start() throws Exception {
        return new PagerDutyProvider(NobodysPort.number());
    }

    @Override
    protected Class<? extends Finding> findsWhatArrived() {
        return Finding.Absent.class;
    }

    @Override
    protected Class<? extends Finding> findsWhatDidNot() {
        return Finding.Absent.class;
    }

    @Test
    void whatIsSentAgainAfterAnUnknownFateIsStillOneIncident() {
        Envelope envelope = envelopes.open("Disk full");
        provider.next(new Trouble.TakesThenCuts());
        channel.send(envelope);
        delivered(envelope);
        assertThat(provider.taken()).isEqualTo(2);
        assertThat(provider.conversations()).isOne();
    }

    @ParameterizedTest
    @CsvSource({"INFO,info", "WARNING,warning", "CRITICAL,error", "EMERGENCY,critical"})
    void severitiesAreThoseOfPagerDuty(Severity severity, String theirs) {
        Message as = Envelopes.message(Message.Status.FIRING, "x", "");
        delivered(envelopes.of(
                Operation.OPEN,
                new Message(
                        as.status(),
                        severity,
                        as.words(),
                        as.lines(),
                        0,
                        "",
                        null,
                        as.link(),
                        null,
                        as.correlationId()),
                null));
        assertThat(incident().severity()).isEqualTo(theirs);
    }

    @Test
    void anAcknowledgementHereStopsTheCallsThere() {
        String reference = delivered(envelopes.open("Disk full"));
        delivered(envelopes.acknowledged(Operation.UPDATE, "Disk full", reference));
        assertThat(incident().status()).isEqualTo(Status.ACKNOWLEDGED);
    }

    @Test
    void whatSomebodyHasBeforeItIsFirstToldWakesNobody() {
        Message acknowledged = Envelopes.message(Message.Status.ACKNOWLEDGED, "Disk full", "");
        delivered(envelopes.of(Operation.OPEN, acknowledged, null));
        assertThat(provider.conversations()).isZero();
    }

    @Test
    void anUpdateCallsNobodyEvenWhenTheIncidentWasClosedThere() {
        String reference = delivered(envelopes.open("Disk full"));
        provider.forget();
        delivered(envelopes.update("Disk fuller", reference));
        assertThat(provider.conversations()).isOne();
    }

    @Test
    void nothingIsTriggeredByTheEnd() {
        delivered(envelopes.close("Never told", "any"));
        assertThat(provider.conversations()).isZero();
    }

    @Test
    void theEndClosesTheIncident() {
        String reference = delivered(envelopes.open("Disk full"));
        delivered(envelopes.close("Disk full", reference));
        assertThat(incident().status()).isEqualTo(Status.RESOLVED);
    }

    @Test
    void theLogSaysWhatHappenedAndWhereToLook() {
        delivered(envelopes.open("Disk full"));
        assertThat(incident().log().getFirst()).contains("The disk of the shop is full", "Plan: shop", "c-1");
    }

    @Test
    void whatPagerDutyCallsInvalidIsToldInItsWords() {
        provider.next(new Trouble.RefusesForGood());
        assertThat(channel.send(envelopes.open("x")))
                .isInstanceOfSatisfying(Answer.Refused.class, refused -> assertThat(refused.detail())
                        .contains("Event object is invalid", "bad key"));
    }

    private PagerDutyIncident incident() {
        return ((PagerDutyProvider) provider).standIn.incidents().getFirst();
    }
}
