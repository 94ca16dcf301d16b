package io.mooring.notifier.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.embedded.slack.SlackFault;
import io.mooring.embedded.slack.SlackPost;
import io.mooring.embedded.slack.SlackStandIn;
import io.mooring.notifier.alert.Fact;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.alert.Words;
import io.mooring.notifier.channel.Answer;
import io.mooring.notifier.channel.Finding;
import io.mooring.notifier.channel.NobodysPort;
import io.mooring.notifier.channel.Readiness;
import io.mooring.notifier.message.Destination;
import io.mooring.notifier.message.Envelope;
import io.mooring.notifier.message.Message;
import io.mooring.notifier.message.Operation;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The channel against a server that answers as Slack documents, faults included. */
class SlackChannelTest {

    private static final String CHANNEL = "C0123456789";
    private static final Destination OPS = new Destination("slack-ops", "slack", CHANNEL, "", null);
    private final UUID id = UUID.randomUUID();
    private SlackStandIn slack;
    private SlackChannel channel;

    @BeforeEach
    void start() throws IOException {
        slack = SlackStandIn.start(0, "xoxb-test");
        channel = channel(slack.apiUrl(), "xoxb-test");
    }

    @AfterEach
    void stop() {
        channel.close();
        slack.close();
    }

    @Test
    void postsTitleWordsAndFactsAndSaysWhereTheMessageIs() {
        Answer answer = channel.send(envelope(id, message("Backup of Shop failed")));
        SlackPost post = slack.posts().getFirst();
        assertThat(answer).isEqualTo(new Answer.Delivered(CHANNEL + "/" + post.ts(), "Posted"));
        assertThat(post.text()).contains("Backup of Shop failed");
        assertThat(post.blocks())
                .contains("The disk is full")
                .contains("Last good backup")
                .contains("c-1");
        assertThat(channel.readiness(OPS).state()).isEqualTo(Readiness.State.READY);
    }

    @Test
    void aNameThatLooksLikeAMentionPagesNobody() {
        channel.send(envelope(id, message("Backup of <!channel> & co failed")));
        assertThat(slack.posts().getFirst().text())
                .contains("&lt;!channel&gt; &amp; co")
                .doesNotContain("<!channel>");
    }

    @Test
    void textThatIsFarTooLongIsCutRatherThanRefused() {
        Message longOne =
                Message.news(Severity.CRITICAL, new Words("t".repeat(10_000), "w".repeat(50_000), List.of()), "", "");
        assertThat(channel.send(envelope(id, longOne))).isInstanceOf(Answer.Delivered.class);
        assertThat(slack.posts().getFirst().blocks().length()).isLessThan(5_000);
    }

    @Test
    void a429IsAScheduleAndPostsNothing() {
        slack.next(new SlackFault.RateLimited(42));
        Answer answer = channel.send(envelope(id, message("x")));
        assertThat(answer).isInstanceOfSatisfying(Answer.TryAgain.class, again -> assertThat(again.after())
                .isEqualTo(Duration.ofSeconds(42)));
        assertThat(slack.posts()).isEmpty();
    }

    @Test
    void anAnswerLostAfterPostingIsUnknownAndFoundByALookUp() {
        Instant before = Instant.now();
        slack.next(new SlackFault.PostsThenCuts());
        assertThat(channel.send(envelope(id, message("x")))).isInstanceOf(Answer.Unknown.class);
        assertThat(channel.find(envelope(id, message("x")), before)).isInstanceOf(Finding.Arrived.class);
        assertThat(channel.find(envelope(UUID.randomUUID(), message("x")), before))
                .isInstanceOf(Finding.Absent.class);
    }

    @Test
    void aKeptConnectionThatBreaksAfterPostingDoesNotPostTwice() {
        channel.send(envelope(UUID.randomUUID(), message("opens the connection")));
        slack.next(new SlackFault.PostsThenCuts());
        assertThat(channel.send(envelope(id, message("once")))).isInstanceOf(Answer.Unknown.class);
        assertThat(slack.posts()).hasSize(2);
    }

    @Test
    void anErrorAfterPostingIsUnknownAndFoundByALookUp() {
        slack.next(new SlackFault.PostsThenFails());
        assertThat(channel.send(envelope(id, message("x")))).isInstanceOf(Answer.Unknown.class);
        assertThat(channel.find(envelope(id, message("x")), Instant.now())).isInstanceOf(Finding.Arrived.class);
    }

    @Test
    void findsAMessageBehindManyOthers() {
        channel.send(envelope(id, message("the one")));
        for (int i = 0; i < 450; i++) {
            channel.send(envelope(UUID.randomUUID(), message("another")));
        }
        assertThat(channel.find(envelope(id, message("x")), Instant.now())).isInstanceOf(Finding.Arrived.class);
    }

    @Test
    void aConnectionCutBeforePostingIsUnknownAndAbsent() {
        slack.next(new SlackFault.Cuts());
        assertThat(channel.send(envelope(id, message("x")))).isInstanceOf(Answer.Unknown.class);
        assertThat(channel.find(envelope(id, message("x")), Instant.now())).isInstanceOf(Finding.Absent.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "invalid_auth",
                "channel_not_found",
                "not_in_channel",
                "token_revoked",
                "restricted_action_read_only_channel",
                "two_factor_setup_required"
            })
    void whatAPersonCanMendIsTriedAgain(String error) {
        slack.next(new SlackFault.Refuses(error));
        assertThat(channel.send(envelope(id, message("x")))).isInstanceOf(Answer.TryAgain.class);
        assertThat(channel.readiness(OPS).state()).isEqualTo(Readiness.State.FAILING);
        assertThat(channel.readiness(OPS).detail()).contains(error);
    }

    @Test
    void aMessageThatSlackCallsWrongIsRefused() {
        slack.next(new SlackFault.Refuses("invalid_blocks"));
        assertThat(channel.send(envelope(id, message("x")))).isInstanceOf(Answer.Refused.class);
    }

    @Test
    void aWrongTokenIsToldInWordsWithoutTheToken() {
        Answer answer = channel(slack.apiUrl(), "xoxb-wrong").send(envelope(id, message("x")));
        assertThat(answer.detail()).contains("invalid_auth").doesNotContain("xoxb-wrong");
    }

    @Test
    void aServerThatIsNotThereIsCertainlyNotReached() {
        Answer answer = channel(URI.create("http://127.0.0.1:" + NobodysPort.number() + "/api/"), "xoxb-test")
                .send(envelope(id, message("x")));
        assertThat(answer).isInstanceOf(Answer.TryAgain.class);
    }

    @Test
    void withoutATokenItSaysThatItIsNotConfigured() {
        SlackChannel none = channel(slack.apiUrl(), "");
        assertThat(none.readiness(OPS).state()).isEqualTo(Readiness.State.NOT_CONFIGURED);
        assertThat(none.send(envelope(id, message("x"))))
                .isInstanceOfSatisfying(
                        Answer.Refused.class, no -> assertThat(no.detail()).contains("not configured"));
    }

    private static SlackChannel channel(URI url, String token) {
        return new SlackChannel(new SlackSettings(url, token, "shh", Duration.ofSeconds(1), Duration.ofSeconds(2)));
    }

    private static Message message(String title) {
        Words words = new Words(title, "The disk is full", List.of(new Fact("Last good backup", "never")));
        return Message.news(Severity.CRITICAL, words, "", "c-1");
    }

    private static Envelope envelope(UUID delivery, Message message) {
        return new Envelope(delivery, delivery, OPS, Operation.OPEN, message, null);
    }
}
