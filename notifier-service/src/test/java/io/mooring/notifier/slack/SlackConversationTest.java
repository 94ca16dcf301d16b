package io.mooring.notifier.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.embedded.slack.SlackFault;
import io.mooring.embedded.slack.SlackMethod;
import io.mooring.embedded.slack.SlackPost;
import io.mooring.embedded.slack.SlackStandIn;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.alert.Words;
import io.mooring.notifier.channel.Answer;
import io.mooring.notifier.channel.Envelopes;
import io.mooring.notifier.channel.Finding;
import io.mooring.notifier.channel.Readiness;
import io.mooring.notifier.message.Destination;
import io.mooring.notifier.message.Envelope;
import io.mooring.notifier.message.Message;
import io.mooring.notifier.message.Message.Status;
import io.mooring.notifier.message.Operation;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a message after it was posted: edits, threads, and calls that are cut between the two. */
class SlackConversationTest {

    private static final Destination OPS = new Destination("slack-ops", SlackChannel.ID, "C0123456789", "", null);

    private final Instant before = Instant.now();
    private final Envelopes envelopes = new Envelopes(OPS);
    private SlackStandIn slack;
    private SlackChannel channel;

    @BeforeEach
    void start() throws IOException {
        slack = SlackStandIn.start(0, "xoxb");
        channel = new SlackChannel(
                new SlackSettings(slack.apiUrl(), "xoxb", "shh", Duration.ofSeconds(1), Duration.ofSeconds(1)));
    }

    @AfterEach
    void stop() {
        channel.close();
        slack.close();
    }

    @Test
    void anUpdateShowsTheNewStateAndSaysNothing() {
        String reference = open();
        assertThat(send(envelopes.update("Now graver", reference))).isEqualTo(reference);
        assertThat(slack.posts()).singleElement().satisfies(post -> assertThat(post.text())
                .contains("Now graver"));
    }

    @ParameterizedTest
    @EnumSource(Severity.class)
    void aCallSpeaksInTheThreadAndInTheChannelWhenItIsGrave(Severity severity) {
        String reference = open();
        Message message =
                new Message(Status.FIRING, severity, Words.of("Title", ""), List.of(), 0, "Look!", null, "", null, "");
        assertThat(send(envelopes.of(Operation.CALL, message, reference))).isEqualTo(reference);
        assertThat(replies()).singleElement().satisfies(reply -> {
            assertThat(reply.text()).isEqualTo("Look!");
            assertThat(reply.broadcast()).isEqualTo(severity.compareTo(Severity.CRITICAL) >= 0);
        });
    }

    @Test
    void theEndIsSeenAtTheHeadAndSaidInTheThreadQuietly() {
        String reference = open();
        send(envelopes.close("It began", reference));
        assertThat(head().text()).startsWith(":white_check_mark:");
        assertThat(head().blocks()).contains("*Resolved* by Ann").doesNotContain("Acknowledge");
        assertThat(replies()).singleElement().satisfies(reply -> {
            assertThat(reply.text()).isEqualTo("It is over");
            assertThat(reply.broadcast()).isFalse();
        });
    }

    @Test
    void aCallWhoseReplyGotNoAnswerIsFoundByItsReply() {
        String reference = open();
        Envelope call = envelopes.call("Again", reference);
        slack.next(new SlackFault.PostsThenHangs());
        assertThat(channel.send(call)).isInstanceOf(Answer.Unknown.class);
        assertThat(channel.find(call, before)).isEqualTo(new Finding.Arrived(reference));
    }

    @Test
    void aBroadcastReplyIsNotTakenForANewHead() {
        String reference = open();
        Envelope call = envelopes.call("Again", reference);
        slack.next(new SlackFault.PostsThenCuts());
        channel.send(call);
        Envelope withoutMemory = envelopes.of(Operation.UPDATE, call.message(), reference);
        Envelope sameDelivery = new Envelope(
                call.deliveryId(), call.conversationId(), OPS, Operation.UPDATE, withoutMemory.message(), reference);
        assertThat(channel.find(sameDelivery, before)).isEqualTo(new Finding.Arrived(reference));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCallCutOffBeforeItsReplyIsAbsentAndDoneAgainOnce(boolean edited) {
        String reference = open();
        Envelope call = envelopes.call("Again", reference);
        slack.next(SlackMethod.UPDATE, edited ? new SlackFault.PostsThenCuts() : new SlackFault.Cuts());
        assertThat(channel.send(call)).isInstanceOf(Answer.Unknown.class);
        assertThat(channel.find(call, before)).isInstanceOf(Finding.Absent.class);
        assertThat(send(call)).isEqualTo(reference);
        assertThat(replies()).hasSize(1);
        assertThat(head().text()).contains("Again");
    }

    @Test
    void aCallWhoseReplyIsRateLimitedIsDoneAgainWithoutDoubling() {
        String reference = open();
        Envelope call = envelopes.call("Again", reference);
        slack.next(new SlackFault.RateLimited(7));
        assertThat(channel.send(call)).isInstanceOfSatisfying(Answer.TryAgain.class, wait -> assertThat(wait.after())
                .isEqualTo(Duration.ofSeconds(7)));
        send(call);
        assertThat(replies()).hasSize(1);
    }

    @Test
    void anEditThatIsRateLimitedIsASchedule() {
        String reference = open();
        slack.next(SlackMethod.UPDATE, new SlackFault.RateLimited(9));
        assertThat(channel.send(envelopes.update("x", reference)))
                .isInstanceOfSatisfying(
                        Answer.TryAgain.class, wait -> assertThat(wait.after()).isEqualTo(Duration.ofSeconds(9)));
    }

    @ParameterizedTest
    @EnumSource(value = Operation.class, names = "OPEN", mode = EnumSource.Mode.EXCLUDE)
    void aMessageThatIsDeletedIsPostedAnewUnderItsNewName(Operation operation) {
        String reference = open();
        slack.delete(head());
        Envelope next = envelopes.of(operation, Envelopes.message(Status.FIRING, "Still", "Now"), reference);
        String renewed = send(next);
        assertThat(renewed).isNotEqualTo(reference).isEqualTo("C0123456789/" + head().ts());
        assertThat(slack.posts()).hasSize(1);
        assertThat(channel.find(next, before)).isEqualTo(new Finding.Arrived(renewed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cant_update_message", "edit_window_closed", "message_not_found"})
    void aMessageThatMayNotBeChangedIsPostedAnew(String error) {
        String reference = open();
        slack.next(SlackMethod.UPDATE, new SlackFault.Refuses(error));
        Answer answer = channel.send(envelopes.update("Still", reference));
        assertThat(answer).isInstanceOf(Answer.Delivered.class);
        assertThat(answer.detail()).contains(error);
        assertThat(slack.posts()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(value = Operation.class, names = "OPEN", mode = EnumSource.Mode.EXCLUDE)
    void aChannelThatIsArchivedInBetweenIsForAPersonToMend(Operation operation) {
        String reference = open();
        slack.archive(OPS.address());
        Envelope next = envelopes.of(operation, Envelopes.message(Status.FIRING, "Still", "Now"), reference);
        Answer answer = channel.send(next);
        assertThat(answer).isInstanceOf(Answer.TryAgain.class);
        assertThat(answer.detail()).contains("is_inactive");
        assertThat(channel.readiness(OPS).state()).isEqualTo(Readiness.State.FAILING);
        slack.unarchive(OPS.address());
        assertThat(send(next)).isEqualTo(reference);
        assertThat(head().text()).contains("Still");
    }

    @Test
    void aReplyToWhatWasDeletedInBetweenIsPostedAnew() {
        String reference = open();
        slack.next(new SlackFault.Refuses("thread_not_found"));
        assertThat(send(envelopes.call("Still", reference))).isNotEqualTo(reference);
        assertThat(slack.posts()).hasSize(2);
    }

    @Test
    void findsAReplyBehindManyOthers() {
        String reference = open();
        Envelope call = envelopes.call("The one", reference);
        send(call);
        for (int i = 0; i < 210; i++) {
            send(envelopes.close("Another", reference));
        }
        assertThat(channel.find(call, before)).isEqualTo(new Finding.Arrived(reference));
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing_scope", "not_in_channel"})
    void whereSlackDoesNotLetUsLookItSaysSo(String error) {
        String reference = open();
        slack.next(SlackMethod.REPLIES, new SlackFault.Refuses(error));
        assertThat(channel.find(envelopes.call("x", reference), before)).isInstanceOf(Finding.CannotLook.class);
        slack.next(SlackMethod.HISTORY, new SlackFault.RateLimited(3));
        assertThat(channel.find(envelopes.open("x"), before)).isInstanceOf(Finding.NoAnswer.class);
    }

    @Test
    void aRemarkOfNothingThatIsShownIsTheMessagesOwnLine() {
        String reference = open();
        send(envelopes.of(
                Operation.CALL,
                new Message(
                        Status.FIRING,
                        Severity.CRITICAL,
                        Words.of("Disk full", "\u202e\u0007"),
                        List.of(),
                        0,
                        "\u2066\u0001",
                        null,
                        "",
                        null,
                        ""),
                reference));
        assertThat(replies()).hasSize(1);
        assertThat(replies().getFirst().text()).contains("Disk full");
    }

    @Test
    void aLookUpThatComesTooSoonIsToldWhenToCome() {
        slack.next(SlackMethod.HISTORY, new SlackFault.RateLimited(3));
        assertThat(waits(channel.find(envelopes.open("x"), before))).isEqualTo(Duration.ofSeconds(3));
        slack.next(SlackMethod.HISTORY, new SlackFault.Refuses("ratelimited"));
        assertThat(waits(channel.find(envelopes.open("x"), before))).isPositive();
    }

    private static @Nullable Duration waits(Finding finding) {
        assertThat(finding).isInstanceOf(Finding.NoAnswer.class);
        return ((Finding.NoAnswer) finding).after();
    }

    @Test
    void aDestinationOfAnotherWorkspaceHasATokenOfItsOwn() {
        Destination other = new Destination("other", SlackChannel.ID, "C9", "xoxb-of-another", null);
        assertThat(channel.send(new Envelopes(other).open("x")).detail()).contains("invalid_auth");
    }

    private String open() {
        return send(envelopes.open("It began"));
    }

    private String send(Envelope envelope) {
        Answer answer = channel.send(envelope);
        assertThat(answer).isInstanceOf(Answer.Delivered.class);
        return ((Answer.Delivered) answer).reference();
    }

    private SlackPost head() {
        return slack.posts().getFirst();
    }

    private List<SlackPost> replies() {
        return slack.replies(head());
    }
}
