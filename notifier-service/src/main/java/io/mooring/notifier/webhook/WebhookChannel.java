package io.mooring.notifier.webhook;

import io.mooring.notifier.channel.Answer;
import io.mooring.notifier.channel.Channel;
import io.mooring.notifier.channel.Failings;
import io.mooring.notifier.channel.Finding;
import io.mooring.notifier.channel.Manner;
import io.mooring.notifier.channel.Readiness;
import io.mooring.notifier.http.PostOnce;
import io.mooring.notifier.message.Destination;
import io.mooring.notifier.message.Envelope;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Signed POST requests, each with the whole message. A receiver tells by the delivery's id whether it has a request already:
 * one whose fate is unknown is sent again under the same id.
 */
public final class WebhookChannel implements Channel, AutoCloseable {

    public static final String ID = "webhook";

    private final Failings failings = new Failings();
    private final WebhookSettings settings;
    private final PostOnce http;
    private final JsonMapper json;
    private final InstantSource clock;

    public WebhookChannel(WebhookSettings settings, JsonMapper json, InstantSource clock) {
        this.settings = settings;
        this.http = new PostOnce(settings.timeout());
        this.json = json;
        this.clock = clock;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Manner manner() {
        return new Manner(true, settings.every(), settings.burst(), Manner.FOR_A_DAY);
    }

    @Override
    public Readiness readiness(Destination destination) {
        String lacks = lacks(destination);
        return lacks == null
                ? failings.readiness(destination, "Sends signed requests to " + host(destination))
                : Readiness.notConfigured("The destination cannot be used: " + lacks);
    }

    @Override
    public Answer send(Envelope envelope) {
        Destination destination = envelope.destination();
        String lacks = lacks(destination);
        return lacks == null
                ? failings.after(destination, call(envelope, URI.create(destination.address())))
                : new Answer.Refused("The webhook is not configured: " + lacks);
    }

    private Answer call(Envelope envelope, URI uri) {
        try {
            if (!settings.privateAddresses() && WebhookTarget.isPrivate(uri)) {
                return new Answer.Refused(
                        "The receiver is in a private network, which notifier.webhook.private-addresses"
                                + " does not allow");
            }
        } catch (UnknownHostException unknown) {
            return new Answer.TryAgain(null, "The receiver could not be reached: its host is not known");
        }
        return post(envelope, uri);
    }

    private Answer post(Envelope envelope, URI uri) {
        byte[] body = json.writeValueAsBytes(WebhookBody.of(envelope));
        Instant now = clock.instant();
        Map<String, String> headers = Map.of(
                "Content-Type", "application/json",
                "Mooring-Delivery", envelope.deliveryId().toString(),
                "Mooring-Event", envelope.operation().name().toLowerCase(Locale.ROOT),
                "Mooring-Signature",
                        WebhookSignature.of(body, envelope.destination().secret(), now));
        return WebhookAnswers.of(
                http.post(uri, body, headers), envelope.conversationId().toString(), now);
    }

    /** What is sent again bears the same id, so receivers that follow docs/webhooks.md count it once. */
    @Override
    public Finding find(Envelope envelope, Instant since) {
        return new Finding.CannotLook("Webhooks cannot be asked; it is sent again under the same Mooring-Delivery");
    }

    private static @Nullable String lacks(Destination destination) {
        String fault = WebhookTarget.fault(destination.address());
        if (fault != null) {
            return fault;
        }
        return destination.secret().isBlank() ? "it has no secret to sign with" : null;
    }

    private static String host(Destination destination) {
        return URI.create(destination.address()).getHost();
    }

    @Override
    public void close() {
        http.close();
    }
}
