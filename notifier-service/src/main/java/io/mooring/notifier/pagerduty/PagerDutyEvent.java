package io.mooring.notifier.pagerduty;

import io.mooring.notifier.alert.Fact;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.channel.PlainText;
import io.mooring.notifier.message.Envelope;
import io.mooring.notifier.message.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * An event as it goes to PagerDuty. Every part has a bound, and all of them together stay below the 512 KB that PagerDuty
 * takes, whatever the text. The payload goes with every action: the incident's log then says how it ended.
 *
 * @see <a href="https://developer.pagerduty.com/docs/send-alert-event">Send an alert event</a>
 */
@JsonNaming(SnakeCaseStrategy.class)
record PagerDutyEvent(
        String routingKey,
        String eventAction,
        String dedupKey,
        Payload payload,
        List<Link> links,
        String client,
        String clientUrl) {

    private static final int SUMMARY = 1_024;
    private static final int TEXT = 4_000;
    private static final int LINE = 500;

    @JsonNaming(SnakeCaseStrategy.class)
    record Payload(String summary, String source, String severity, Map<String, Object> customDetails) {}

    record Link(String href, String text) {}

    static PagerDutyEvent of(Envelope envelope, Action action) {
        Message message = envelope.message();
        return new PagerDutyEvent(
                envelope.destination().secret(),
                action.word(),
                dedupKey(envelope),
                new Payload(summary(message), "Mooring", severity(message.severity()), details(message)),
                message.link().isEmpty() ? List.of() : List.of(new Link(message.link(), "Open in Mooring")),
                "Mooring",
                message.link());
    }

    /** One for each conversation: what comes after its end is another incident, with another key. */
    static String dedupKey(Envelope envelope) {
        return envelope.conversationId().toString();
    }

    private static String summary(Message message) {
        String title = PlainText.line(message.words().title(), SUMMARY);
        return title.isBlank() ? "(no title)" : title;
    }

    /** PagerDuty has four severities of its own; its gravest is our gravest. */
    static String severity(Severity severity) {
        return switch (severity) {
            case INFO -> "info";
            case WARNING -> "warning";
            case CRITICAL -> "error";
            case EMERGENCY -> "critical";
        };
    }

    private static Map<String, Object> details(Message message) {
        Map<String, Object> details = new LinkedHashMap<>();
        put(details, "text", PlainText.lines(message.words().text(), TEXT));
        put(details, "remark", PlainText.line(message.remark(), LINE));
        for (Fact fact : message.words().facts()) {
            put(details, PlainText.line(fact.name(), LINE), PlainText.lines(fact.value(), LINE));
        }
        List<String> lines = message.lines().stream()
                .limit(20)
                .map(line -> PlainText.line(line, LINE))
                .toList();
        if (!lines.isEmpty()) {
            details.put("alerts", lines);
        }
        put(details, "more alerts", message.more() == 0 ? "" : Integer.toString(message.more()));
        put(details, "by", PlainText.line(message.by() == null ? "" : message.by(), LINE));
        put(details, "correlation id", PlainText.line(message.correlationId(), LINE));
        return details;
    }

    private static void put(Map<String, Object> details, String name, String value) {
        if (!value.isBlank()) {
            details.put(name, value);
        }
    }
}
