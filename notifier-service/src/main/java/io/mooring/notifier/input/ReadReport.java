package io.mooring.notifier.input;

import io.mooring.notifier.alert.Fact;
import io.mooring.notifier.alert.Report;
import io.mooring.notifier.alert.Words;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an event's data say of an alert: {@code {key, status, severity, title, text, labels}}. */
final class ReadReport {

    private ReadReport() {}

    static Report of(Input input, CloudEvent event, Instant now) {
        Json data = event.data().object();
        Report.Says says = says(data.get("status"));
        Json severity = data.get("severity");
        SeverityRule.Graded graded = input.settings().severity().grade(input.kind(), severity.text());
        Instant at = event.time();
        return new Report(
                input.key(data.get("key").needed()),
                says,
                graded.severity(),
                words(event, data, says, graded.remark()),
                input.labels(data.get("labels").texts()),
                at == null ? now : ReadAlerts.within(at, now),
                input.origin(event.source() + "#" + event.id()),
                null);
    }

    private static Report.Says says(Json status) {
        return switch (status.text()) {
            case "", "firing" -> Report.Says.FIRING;
            case "resolved" -> Report.Says.RESOLVED;
            case "news" -> Report.Says.NEWS;
            default -> throw status.wrong("is none of firing, resolved, news");
        };
    }

    private static Words words(CloudEvent event, Json data, Report.Says says, String remark) {
        String title = says == Report.Says.RESOLVED && data.get("title").text().isBlank()
                ? "Resolved"
                : data.get("title").needed();
        String text = Stream.of(data.get("text").text(), says == Report.Says.RESOLVED ? "" : remark)
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining("\n"));
        return new Words(
                title.replace("\0", "").isBlank() ? "An event without a title" : title,
                text,
                List.of(new Fact("Event", event.type()), new Fact("Sent by", event.source())));
    }
}
