package io.mooring.notifier.slackwebhook;

import io.mooring.notifier.channel.Answer;
import io.mooring.notifier.channel.Channel;
import io.mooring.notifier.channel.Failings;
import io.mooring.notifier.channel.Finding;
import io.mooring.notifier.channel.Manner;
import io.mooring.notifier.channel.Readiness;
import io.mooring.notifier.message.Destination;
import io.mooring.notifier.message.Envelope;
import io.mooring.notifier.slack.SlackHttp;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * An incoming webhook of Slack, whose address is the destination's secret. Slack answers without naming the message: it
 * cannot be edited, replied to or looked for. What follows the first message is a message of its own that says so, and one
 * that got no answer is sent again.
 *
 * @see <a href="https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks">Incoming webhooks</a>
 */
public final class SlackWebhookChannel implements Channel, AutoCloseable {

    public static final String ID = "slack-webhook";

    private static final Manner MANNER = new Manner(false, Duration.ofSeconds(1), 20, Manner.FOR_A_DAY);
    private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");
    private static final String WHAT_TO_SET = "give the destination the webhook's address as its secret";

    private final Failings failings = new Failings();
    private final OkHttpClient http;

    public SlackWebhookChannel(Duration timeout) {
        this.http = SlackHttp.within(timeout);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Manner manner() {
        return MANNER;
    }

    @Override
    public Readiness readiness(Destination destination) {
        return address(destination) == null
                ? Readiness.notConfigured("Not configured: " + WHAT_TO_SET)
                : failings.readiness(destination, "Posts through an incoming webhook");
    }

    @Override
    public Answer send(Envelope envelope) {
        HttpUrl address = address(envelope.destination());
        return address == null
                ? new Answer.Refused("The Slack webhook is not configured: " + WHAT_TO_SET + ", then retry")
                : failings.after(envelope.destination(), post(envelope, address));
    }

    private Answer post(Envelope envelope, HttpUrl address) {
        Request request = new Request.Builder()
                .url(address)
                .post(RequestBody.create(WebhookPayload.of(envelope), JSON))
                .build();
        try (Response response = http.newCall(request).execute()) {
            return response.code() == 200
                    ? new Answer.Delivered("webhook/" + envelope.deliveryId(), "Posted")
                    : WebhookAnswers.of(response);
        } catch (IOException fault) {
            return WebhookAnswers.of(fault);
        }
    }

    @Override
    public Finding find(Envelope envelope, Instant since) {
        return new Finding.CannotLook("An incoming webhook can only post");
    }

    private static @Nullable HttpUrl address(Destination destination) {
        return HttpUrl.parse(destination.secret().strip());
    }

    @Override
    public void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
