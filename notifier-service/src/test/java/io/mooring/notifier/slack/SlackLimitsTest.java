package io.mooring.notifier.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.embedded.slack.SlackStandIn;
import io.mooring.notifier.channel.Answer;
import io.mooring.notifier.channel.AnyMessages;
import io.mooring.notifier.channel.Envelopes;
import io.mooring.notifier.message.Destination;
import io.mooring.notifier.message.Envelope;
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

/** Whatever an alert says and however much of it: Slack takes what is made of it. */
class SlackLimitsTest {

    private static final Envelopes OPS =
            new Envelopes(new Destination("slack-ops", SlackChannel.ID, "C0123456789", "", null));

    private static SlackStandIn slack;
    private static SlackChannel channel;

    @BeforeContainer
    static void start() throws IOException {
        slack = SlackStandIn.start(0, "xoxb");
        channel = new SlackChannel(
                new SlackSettings(slack.apiUrl(), "xoxb", "shh", Duration.ofSeconds(1), Duration.ofSeconds(5)));
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
    void everyMessageEditAndReplyIsTaken(@ForAll("messages") Message message) {
        String reference = taken(OPS.of(Operation.OPEN, message, null));
        assertThat(taken(OPS.of(Operation.UPDATE, message, reference))).isEqualTo(reference);
        assertThat(taken(OPS.of(Operation.CALL, message, reference))).isEqualTo(reference);
        assertThat(taken(OPS.of(Operation.CLOSE, message, reference))).isEqualTo(reference);
    }

    private static String taken(Envelope envelope) {
        Answer answer = channel.send(envelope);
        assertThat(answer).isInstanceOf(Answer.Delivered.class);
        return ((Answer.Delivered) answer).reference();
    }
}
