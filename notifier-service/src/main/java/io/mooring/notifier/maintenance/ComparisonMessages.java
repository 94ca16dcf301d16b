package io.mooring.notifier.maintenance;

import io.mooring.notifier.alert.Fact;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.alert.Words;
import io.mooring.notifier.message.Message;
import java.util.List;
import java.util.stream.Stream;

/** What is said when a window has ended. */
final class ComparisonMessages {

    private static final int LINES = 20;

    private final String link;

    /** @param consoleUrl empty for messages without links */
    ComparisonMessages(String consoleUrl) {
        this.link = consoleUrl.isEmpty() ? "" : consoleUrl + "/alerts";
    }

    Message of(KnownWindow window, Comparison comparison) {
        List<String> shown = Stream.of(
                        lines("New", comparison.newFailures()),
                        lines("As before", comparison.stillFailing()),
                        lines("Recovered", comparison.recovered()))
                .flatMap(part -> part)
                .limit(LINES)
                .toList();
        long all = comparison.newFailures().count()
                + comparison.stillFailing().count()
                + comparison.recovered().count();
        return new Message(
                Message.Status.NEWS,
                gravest(comparison.newFailures()),
                words(window, comparison),
                shown,
                Math.toIntExact(all - shown.size()),
                "",
                null,
                link,
                null,
                "");
    }

    private static Severity gravest(Comparison.Part part) {
        return part.gravest().isEmpty()
                ? Severity.INFO
                : part.gravest().getFirst().severity();
    }

    private static Stream<String> lines(String group, Comparison.Part part) {
        return part.gravest().stream().map(line -> group + ": " + line.severity() + " " + line.title());
    }

    private static Words words(KnownWindow window, Comparison comparison) {
        long fresh = comparison.newFailures().count();
        return new Words(
                "After maintenance \"" + window.window().title() + "\": "
                        + (fresh == 0
                                ? "nothing new is wrong"
                                : fresh + (fresh == 1 ? " new failure" : " new failures")),
                outcome(window)
                        + "What failed before it and still fails was told then and is not told again."
                        + (fresh == 0 ? "" : " New failures are told one by one as well."),
                List.of(
                        new Fact("New failures", String.valueOf(fresh)),
                        new Fact(
                                "Failing as before",
                                String.valueOf(comparison.stillFailing().count())),
                        new Fact(
                                "Recovered",
                                String.valueOf(comparison.recovered().count()))));
    }

    private static String outcome(KnownWindow window) {
        return switch (window.state()) {
            case FAILED -> "The maintenance failed" + (window.why().isEmpty() ? "" : ": " + window.why()) + "\n";
            case CANCELLED -> "The maintenance was cancelled while it ran.\n";
            case PLANNED, STARTED, COMPLETED -> "";
        };
    }
}
