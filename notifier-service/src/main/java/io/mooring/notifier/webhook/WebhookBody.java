package io.mooring.notifier.webhook;

import io.mooring.notifier.alert.Fact;
import io.mooring.notifier.channel.PlainText;
import io.mooring.notifier.message.Envelope;
import io.mooring.notifier.message.Message;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a webhook says, version 1: a contract with receivers, docs/webhooks.md. Fields are added, never taken away or
 * given another meaning. There is no time in it, so every attempt of a delivery has the same bytes.
 */
record WebhookBody(
        int version,
        UUID delivery,
        UUID conversation,
        String operation,
        String status,
        String severity,
        String title,
        String text,
        List<Fact> facts,
        List<String> lines,
        int more,
        String remark,
        @Nullable String by,
        String link,
        @Nullable UUID alert,
        String correlationId) {

    private static final int TEXT = 4_000;
    private static final int LINE = 1_000;

    static WebhookBody of(Envelope envelope) {
        Message message = envelope.message();
        return new WebhookBody(
                1,
                envelope.deliveryId(),
                envelope.conversationId(),
                word(envelope.operation()),
                word(message.status()),
                word(message.severity()),
                line(message.words().title()),
                PlainText.lines(message.words().text(), TEXT),
                message.words().facts().stream().map(WebhookBody::fact).toList(),
                message.lines().stream().map(WebhookBody::line).toList(),
                message.more(),
                line(message.remark()),
                message.by() == null ? null : line(message.by()),
                message.link(),
                message.alert(),
                line(message.correlationId()));
    }

    private static Fact fact(Fact fact) {
        return new Fact(line(fact.name()), PlainText.lines(fact.value(), LINE));
    }

    private static String line(String text) {
        return PlainText.line(text, LINE);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
