package io.mooring.notifier.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.embedded.mail.MailFault;
import io.mooring.embedded.mail.MailFault.Step;
import io.mooring.embedded.mail.ReceivedMail;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.alert.Words;
import io.mooring.notifier.channel.Answer;
import io.mooring.notifier.channel.ChannelContract;
import io.mooring.notifier.channel.Envelopes;
import io.mooring.notifier.channel.Finding;
import io.mooring.notifier.channel.NobodysPort;
import io.mooring.notifier.channel.Provider;
import io.mooring.notifier.channel.Readiness;
import io.mooring.notifier.channel.Trouble;
import io.mooring.notifier.message.Envelope;
import io.mooring.notifier.message.Message;
import io.mooring.notifier.message.Operation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailChannelTest extends ChannelContract {

    @Override
    protected Provider start() throws Exception {
        return new MailProvider(NobodysPort.number());
    }

    @Override
    protected Class<? extends Finding> findsWhatArrived() {
        return Finding.CannotLook.class;
    }

    @Override
    protected Class<? extends Finding> findsWhatDidNot() {
        return Finding.CannotLook.class;
    }

    @Test
    void theSubjectSaysHowGraveItIsAndWhenItIsOver() {
        String reference = delivered(envelopes.open("Disk full"));
        delivered(envelopes.call("Disk full", reference));
        delivered(envelopes.close("Disk full", reference));
        assertThat(mails())
                .extracting(ReceivedMail::subject)
                .containsExactly(
                        "[CRITICAL] Disk full",
                        "[CRITICAL] Disk full – Nobody has looked yet",
                        "[RESOLVED] Disk full – It is over");
    }

    @Test
    void customersAreNotToldHowGraveItIsToTheTeam() {
        Message notice = Message.notice(Words.of("A problem with the shop", "We are on it"));
        delivered(envelopes.of(Operation.CALL, notice, null));
        ReceivedMail mail = mails().getFirst();
        assertThat(mail.subject()).isEqualTo("A problem with the shop");
        assertThat(mail.text().strip()).isEqualToNormalizingNewlines("A problem with the shop\n\nWe are on it");
        assertThat(mail.html()).doesNotContain("class=\"state\"");
    }

    @Test
    void whatIsNewIsSaidOnceWhereItIsAllThereIsToSay() {
        Message after = Message.news(Severity.INFO, Words.of("After P1", "The post-mortem is due"), "", "");
        delivered(envelopes.of(Operation.CALL, after.remarking("The post-mortem is due"), null));
        ReceivedMail mail = mails().getFirst();
        assertThat(mail.subject()).isEqualTo("[INFO] After P1 – The post-mortem is due");
        assertThat(mail.text()).containsOnlyOnce("The post-mortem is due");
        assertThat(mail.html()).containsOnlyOnce("The post-mortem is due</p>");
    }

    @Test
    void bothPartsSayTheSame() {
        delivered(envelopes.open("Disk full"));
        ReceivedMail mail = mails().getFirst();
        assertThat(mail.text())
                .contains("Disk full", "The disk of the shop is full", "Plan: shop", Envelopes.LINK, "c-1");
        assertThat(mail.html())
                .contains(
                        "Disk full", "The disk of the shop is full", "shop", "href=\"" + Envelopes.LINK + "\"", "c-1");
    }

    @Test
    void answersNameTheFirstMail() {
        String reference = delivered(envelopes.open("Disk full"));
        assertThat(delivered(envelopes.call("Disk full", reference))).isEqualTo(reference);
        assertThat(mails().getFirst().header("Message-ID")).isEqualTo(reference);
        assertThat(mails().getLast().header("In-Reply-To")).isEqualTo(reference);
        assertThat(mails().getLast().header("References")).isEqualTo(reference);
    }

    @Test
    void noMachineIsToAnswer() {
        delivered(envelopes.open("x"));
        assertThat(mails().getFirst().header("Auto-Submitted")).isEqualTo("auto-generated");
    }

    @Test
    void whatIsSentAgainHasTheSameMessageId() {
        Envelope envelope = envelopes.open("Disk full");
        provider.next(new Trouble.TakesThenCuts());
        channel.send(envelope);
        delivered(envelope);
        assertThat(mails()).hasSize(2);
        assertThat(mails().getFirst().header("Message-ID"))
                .isEqualTo(mails().getLast().header("Message-ID"));
    }

    @Test
    void oneWrongAddressIsNamedAndKeepsNobodyElseFromTheMail() {
        mail().server.next(new MailFault.RefusesRecipient("bob@example.org", "550 5.1.1 No such user"));
        Answer answer = channel.send(toTwo().open("x"));
        assertThat(answer).isInstanceOf(Answer.Delivered.class);
        assertThat(answer.detail()).contains("bob@example.org", "5.1.1").doesNotContain("ann@example.org");
        assertThat(mails().getFirst().recipients()).containsExactly("ann@example.org");
    }

    @Test
    void anAddressThatMustWaitIsTriedAgainAlone() {
        Envelope envelope = toTwo().open("x");
        mail().server.next(new MailFault.RefusesRecipient("bob@example.org", "450 4.2.0 Greylisted"));
        assertThat(channel.send(envelope))
                .isInstanceOfSatisfying(Answer.TryAgain.class, again -> assertThat(again.detail())
                        .contains("bob@example.org"));
        delivered(envelope);
        assertThat(mails())
                .extracting(ReceivedMail::recipients)
                .containsExactly(List.of("ann@example.org"), List.of("bob@example.org"));
    }

    @Test
    void whoCannotBeReachedAtAllIsNamed() {
        mail().server.next(new MailFault.RefusesRecipient("ann@example.org", "550 5.1.1 No such user"));
        assertThat(channel.send(envelopes.open("x")))
                .isInstanceOfSatisfying(
                        Answer.Refused.class, no -> assertThat(no.detail()).contains("ann@example.org", "5.1.1"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Step.class,
            names = {"GREETING", "AUTH", "SENDER", "RECIPIENT", "DATA"})
    void whatBreaksBeforeTheMailIsSentCertainlyDeliveredNothing(Step step) {
        mail().server.next(new MailFault.Cuts(step), new MailFault.Hangs(step));
        assertThat(channel.send(envelopes.open("x"))).isInstanceOf(Answer.TryAgain.class);
        assertThat(channel.send(envelopes.open("x"))).isInstanceOf(Answer.TryAgain.class);
    }

    @Test
    void aWrongPasswordIsSaidWithoutIt() {
        mail().server.next(new MailFault.Answers(Step.AUTH, "535 5.7.8 Bad " + MailProvider.PASSWORD));
        assertThat(channel.send(envelopes.open("x")))
                .isInstanceOfSatisfying(Answer.TryAgain.class, again -> assertThat(again.detail())
                        .contains("notifier.email.user")
                        .doesNotContain(MailProvider.PASSWORD));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ann",
                "ann@",
                "@example.org",
                "ann@example.org\r\nBcc: all@example.org",
                "ann@example.org, bob",
                "team: ann@example.org;",
                "ann@example.org bob@example.org"
            })
    void whatIsNoListOfAddressesIsNotUsed(String address) {
        assertThat(channel.readiness(MailProvider.to(address)).state()).isEqualTo(Readiness.State.NOT_CONFIGURED);
        assertThat(channel.send(new Envelopes(MailProvider.to(address)).open("x")))
                .isInstanceOf(Answer.Refused.class);
        assertThat(mails()).isEmpty();
    }

    private static Envelopes toTwo() {
        return new Envelopes(MailProvider.to("ann@example.org, Bob <bob@example.org>"));
    }

    private List<ReceivedMail> mails() {
        return mail().server.mails();
    }

    private MailProvider mail() {
        return (MailProvider) provider;
    }
}
