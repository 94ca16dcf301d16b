package io.mooring.notifier.slackwebhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.embedded.slack.SlackFault;
import io.mooring.embedded.slack.SlackMethod;
import io.mooring.embedded.slack.SlackStandIn;
import io.mooring.notifier.channel.Answer;
import io.mooring.notifier.channel.Finding;
import io.mooring.notifier.channel.HttpChannelContract;
import io.mooring.notifier.channel.NobodysPort;
import io.mooring.notifier.channel.Provider;
import io.mooring.notifier.channel.Provider.Line;
import io.mooring.notifier.message.Destination;
import io.mooring.notifier.slack.SlackProvider;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlackWebhookContractTest extends HttpChannelContract {

    private SlackStandIn slack;

    @Override
    protected Provider start() throws IOException {
        slack = SlackStandIn.start(0, "xoxb");
        SlackWebhookChannel channel = new SlackWebhookChannel(Duration.ofSeconds(1));
        String url = slack.webhookUrl("C0123456789").toString();
        String path = url.substring(url.indexOf("/services/"));
        return new SlackProvider(
                slack,
                SlackMethod.WEBHOOK,
                new Line(channel, destination(url)),
                new Line(channel, destination("hooks.slack.com/services/without-scheme")),
                new Line(channel, destination("http://127.0.0.1:" + NobodysPort.number() + path)),
                path);
    }

    private static Destination destination(String url) {
        return new Destination("slack-night", SlackWebhookChannel.ID, "", url, null);
    }

    @Override
    protected Class<? extends Finding> findsWhatArrived() {
        return Finding.CannotLook.class;
    }

    @Override
    protected Class<? extends Finding> findsWhatDidNot() {
        return Finding.CannotLook.class;
    }

    /** Without threads and edits each is a message of its own. */
    @Test
    @Override
    protected void everythingThatIsSaidAboutOneThingStaysTogether() {
        String reference = delivered(envelopes.open("It began"));
        delivered(envelopes.call("Nobody looks", reference));
        delivered(envelopes.close("It is done", reference));
        assertThat(slack.posts()).hasSize(3);
        assertThat(slack.posts().getFirst().text()).doesNotContain("Update");
        assertThat(slack.posts().getLast().text()).startsWith("Update of an earlier message: :white_check_mark:");
        assertThat(slack.posts().getLast().blocks()).contains("Update of an earlier message: It is over");
    }

    @Test
    void offersALinkAndNoButtonThatWouldReachNobody() {
        delivered(envelopes.open("It began"));
        assertThat(slack.posts().getFirst().blocks())
                .contains("Open in Mooring")
                .doesNotContain("Acknowledge");
    }

    @ParameterizedTest
    @CsvSource({
        "action_prohibited, does not allow",
        "no_service, does not exist",
        "channel_is_archived, is archived",
    })
    void whatAPersonCanMendIsTriedAgain(String word, String words) {
        slack.next(SlackMethod.WEBHOOK, new SlackFault.Refuses(word));
        Answer answer = channel.send(envelopes.open("x"));
        assertThat(answer).isInstanceOf(Answer.TryAgain.class);
        assertThat(answer.detail()).contains(word, words);
    }
}
