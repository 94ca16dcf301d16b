package io.mooring.notifier.tell;

import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.alert.AlertState;
import io.mooring.notifier.alert.Fact;
import io.mooring.notifier.alert.Words;
import io.mooring.notifier.message.Message;
import io.mooring.notifier.message.Message.Status;
import io.mooring.notifier.tell.Gatherings.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a gathering stands, as one message: the alert itself when it holds one, else the gravest of them and how many there are. */
final class ComposeMessage {

    static final int LINES = 20;

    private final String consoleUrl;

    /** @param consoleUrl where people open the console; empty for messages without links */
    ComposeMessage(String consoleUrl) {
        this.consoleUrl = consoleUrl.replaceAll("/+$", "");
    }

    Message of(Gathering gathering, Standing standing, String remark) {
        Alert first = standing.gravest().getFirst();
        boolean alone = standing.all() == 1;
        return new Message(
                status(standing),
                first.severity(),
                alone ? words(first) : words(gathering, standing),
                alone
                        ? List.of()
                        : standing.gravest().stream().map(ComposeMessage::line).toList(),
                alone ? 0 : standing.all() - standing.gravest().size(),
                remark,
                by(standing, first),
                alone ? link("/alerts/" + first.id()) : link("/alerts"),
                alone ? first.id() : null,
                alone ? first.origin().correlationId() : "");
    }

    Message news(Alert alert) {
        return Message.news(
                alert.severity(), words(alert), consoleUrl, alert.origin().correlationId());
    }

    /** The same later than it came. */
    Message news(HeldNews.Due held) {
        return Message.news(held.severity(), held.words(), consoleUrl, held.correlationId());
    }

    private String link(String path) {
        return consoleUrl.isEmpty() ? "" : consoleUrl + path;
    }

    private static Status status(Standing standing) {
        if (standing.over()) {
            return Status.RESOLVED;
        }
        return standing.firing() > 0 ? Status.FIRING : Status.ACKNOWLEDGED;
    }

    private static Words words(Alert alert) {
        if (!alert.flapping() || !alert.isOpen()) {
            return alert.words();
        }
        List<Fact> facts = new ArrayList<>(alert.words().facts());
        facts.add(new Fact("Flapping", "It comes and goes; it is over when it stays well."));
        return new Words(alert.words().title(), alert.words().text(), facts);
    }

    private static Words words(Gathering gathering, Standing standing) {
        Alert first = standing.gravest().getFirst();
        String title = gathering.storm()
                ? String.format(Locale.ROOT, "Storm: %,d alerts at once", standing.all())
                : String.format(
                        Locale.ROOT,
                        "%,d alerts: %s",
                        standing.all(),
                        first.words().title());
        return Words.of(title, counts(standing) + ". The gravest come first; the console shows all of them.");
    }

    private static String counts(Standing standing) {
        List<String> parts = new ArrayList<>();
        add(parts, standing.firing(), "firing");
        add(parts, standing.acknowledged(), "acknowledged");
        add(parts, standing.resolved(), "over");
        return String.join(", ", parts);
    }

    private static void add(List<String> parts, int count, String what) {
        if (count > 0) {
            parts.add(String.format(Locale.ROOT, "%,d %s", count, what));
        }
    }

    private static String line(Alert alert) {
        String state =
                switch (alert.state()) {
                    case FIRING -> alert.severity().name();
                    case ACKNOWLEDGED -> alert.severity() + ", acknowledged";
                    case RESOLVED -> "over";
                };
        return state + ": " + alert.words().title();
    }

    /** Who has it in hand: of several only when all of them are in the same person's. */
    private static @Nullable String by(Standing standing, Alert first) {
        if (standing.gravest().size() < standing.all()) {
            return null;
        }
        String person = person(first);
        return standing.gravest().stream().allMatch(alert -> Objects.equals(person, person(alert))) ? person : null;
    }

    private static @Nullable String person(Alert alert) {
        if (alert.state() == AlertState.RESOLVED) {
            return alert.ending() == null ? null : alert.ending().by();
        }
        return alert.acknowledgement() == null ? null : alert.acknowledgement().by();
    }
}
