package io.mooring.notifier.slack;

import io.mooring.embedded.slack.SlackMethod;
import io.mooring.embedded.slack.SlackStandIn;
import io.mooring.notifier.channel.Finding;
import io.mooring.notifier.channel.HttpChannelContract;
import io.mooring.notifier.channel.NobodysPort;
import io.mooring.notifier.channel.Provider;
import io.mooring.notifier.channel.Provider.Line;
import io.mooring.notifier.message.Destination;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;

class SlackContractTest extends HttpChannelContract {

    private static final String TOKEN = "xoxb-very-secret";
    private static final Destination OPS = new Destination("slack-ops", SlackChannel.ID, "C0123456789", "", null);

    @Override
    protected Provider start() throws IOException {
        SlackStandIn slack = SlackStandIn.start(0, TOKEN);
        URI nobody = URI.create("http://127.0.0.1:" + NobodysPort.number() + "/api/");
        return new SlackProvider(
                slack,
                SlackMethod.POST_MESSAGE,
                new Line(channel(slack.apiUrl(), TOKEN), OPS),
                new Line(channel(slack.apiUrl(), ""), OPS),
                new Line(channel(nobody, TOKEN), OPS),
                TOKEN);
    }

    private static SlackChannel channel(URI url, String token) {
        return new SlackChannel(new SlackSettings(url, token, "shh", Duration.ofSeconds(1), Duration.ofSeconds(1)));
    }

    @Override
    protected Class<? extends Finding> findsWhatArrived() {
        return Finding.Arrived.class;
    }

    @Override
    protected Class<? extends Finding> findsWhatDidNot() {
        return Finding.Absent.class;
    }
}
