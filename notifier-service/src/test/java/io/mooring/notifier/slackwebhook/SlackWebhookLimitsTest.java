package io.mooring.notifier.slackwebhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.embedded.slack.SlackStandIn;
import io.mooring.notifier.channel.Answer;
import io.mooring.notifier.channel.AnyMessages;
import io.mooring.notifier.channel.Envelopes;
import io.mooring.notifier.message.Destination;
import io.mooring.notifier.message.Message;
import io.mooring.notifier.message.Operation;
import java.io.IOException;
import java.time.Duration;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever an alert says and however much of it: an incoming webhook takes what is made of it. */
class SlackWebhookLimitsTest {

    private static SlackStandIn slack;
    private static SlackWebhookChannel channel;
    private static Envelopes night;

    @BeforeContainer
    static void start() throws IOException {
        slack = SlackStandIn.start(0, "xoxb");
        channel = new SlackWebhookChannel(Duration.ofSeconds(5));
        String url = slack.webhookUrl("C0123456789").toString();
        night = new Envelopes(new Destination("slack-night", SlackWebhookChannel.ID, "", url, null));
    }

    @AfterContainer
    static void stop() {
        channel.close();
        slack.close();
    }

    @Provide
    Arbitrary<Message> messages() {
        return AnyMessages.any();
    }

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void everyMessageIsTaken(@ForAll("messages") Message message) {
        assertThat(channel.send(night.of(Operation.OPEN, message, null))).isInstanceOf(Answer.Delivered.class);
        assertThat(channel.send(night.of(Operation.CALL, message, "before"))).isInstanceOf(Answer.Delivered.class);
    }
}
