package io.mooring.notifier.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.embedded.webhook.ReceivedWebhook;
import io.mooring.embedded.webhook.WebhookFault;
import io.mooring.embedded.webhook.WebhookReceiver;
import io.mooring.notifier.channel.Provider;
import io.mooring.notifier.channel.Trouble;
import io.mooring.notifier.message.Destination;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A receiver as a channel's test sees it. */
final class WebhookProvider implements Provider {

    static final String SECRET = "whsec-1f2e3d4c";

    final WebhookReceiver receiver;
    private final WebhookChannel channel;
    private final int nobodysPort;
    private final JsonMapper json = JsonMapper.builder().build();

    WebhookProvider(int nobodysPort) throws IOException {
        this.nobodysPort = nobodysPort;
        this.receiver = WebhookReceiver.start(0, SECRET);
        this.channel = channel(true);
    }

    static WebhookChannel channel(boolean privateAddresses) {
        return new WebhookChannel(
                new WebhookSettings(Duration.ofSeconds(1), privateAddresses, Duration.ofMillis(100), 20),
                JsonMapper.builder().build(),
                InstantSource.system());
    }

    static Destination destination(String address, String secret) {
        return new Destination("ours", WebhookChannel.ID, address, secret, null);
    }

    @Override
    public Line line() {
        return new Line(channel, destination(receiver.hookUrl().toString(), SECRET));
    }

    @Override
    public Line unconfigured() {
        return new Line(channel, destination(receiver.hookUrl().toString(), ""));
    }

    @Override
    public Line unreachable() {
        return new Line(channel, destination("http://127.0.0.1:" + nobodysPort + "/hook", SECRET));
    }

    @Override
    public void next(Trouble trouble) {
        receiver.next(
                switch (trouble) {
                    case Trouble.TakesThenHangs hangs -> new WebhookFault.KeepsThenHangs();
                    case Trouble.TakesThenCuts cuts -> new WebhookFault.KeepsThenCuts();
                    case Trouble.Cuts cuts -> new WebhookFault.Cuts();
                    case Trouble.FailsForNow fails -> new WebhookFault.Answers(503, "", "");
                    case Trouble.RefusesForGood refuses -> new WebhookFault.Answers(422, "", "no such team");
                    case Trouble.AsksToWait wait -> new WebhookFault.Answers(429, wait.retryAfter(), "");
                });
    }

    @Override
    public int taken() {
        return receiver.received().size();
    }

    @Override
    public int conversations() {
        return (int) bodies().stream()
                .map(body -> body.path("conversation").asString())
                .distinct()
                .count();
    }

    @Override
    public String shown() {
        return bodies().stream()
                .map(body ->
                        body.path("title").asString() + "\n" + body.path("text").asString() + "\n"
                                + body.path("remark").asString())
                .collect(Collectors.joining("\n"));
    }

    List<JsonNode> bodies() {
        return receiver.received().stream()
                .map(ReceivedWebhook::body)
                .map(json::readTree)
                .toList();
    }

    @Override
    public void forget() {
        receiver.forget();
    }

    @Override
    public List<String> secrets() {
        return List.of(SECRET);
    }

    @Override
    public void assertHarmless() {
        ReceivedWebhook only = receiver.received().getFirst();
        assertThat(only.genuine()).isTrue();
        assertThat(only.headers()).doesNotContainKey("Bcc");
        assertThat(only.body().length()).isLessThan(100_000);
    }

    @Override
    public void close() {
        channel.close();
        receiver.close();
    }
}
