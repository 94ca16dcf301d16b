package io.mooring.notifier.incident;

import io.mooring.notifier.alert.OutsideText;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A post-mortem in Markdown as far as it can be known without people: times, what happened, and what they must add. */
final class DraftPostMortem {

    private static final String TO_WRITE = "_To be written._\n";

    private final DateTimeFormatter time;
    private final DraftTimeline timeline;

    DraftPostMortem(ZoneId zone) {
        this.time = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss z", Locale.ENGLISH)
                .withZone(zone);
        this.timeline = new DraftTimeline(time);
    }

    String of(Incident incident, List<Timeline.Passage> passages) {
        return "# Post-mortem: "
                + plain(incident.name() + ", " + incident.words().title()) + "\n\n"
                + section("Summary", summary(incident))
                + section("Impact", "_Who was affected, how, and for how long._\n")
                + section("Times", times(incident))
                + section("Roles", roles(incident))
                + section("Timeline", timeline.of(passages))
                + section("Root cause", TO_WRITE)
                + section("What went well", "- \n")
                + section("What went badly", "- \n")
                + section("Where we were lucky", "- \n")
                + section("Actions", "| Action | Owner | Due |\n|---|---|---|\n| | | |\n");
    }

    private static String section(String title, String body) {
        return "## " + title + "\n\n" + body + "\n";
    }

    private static String summary(Incident incident) {
        Resolution resolution = incident.resolution();
        String what = incident.words().summary().isBlank()
                ? TO_WRITE
                : plain(incident.words().summary()) + "\n";
        return resolution == null ? what : what + "\nResolution: " + plain(resolution.summary()) + "\n";
    }

    private String times(Incident incident) {
        Instant opened = incident.origin().at();
        Instant responded = incident.response().firstAt();
        Resolution resolution = incident.resolution();
        return "| | when | after |\n|---|---|---|\n"
                + row("Detected (opened)", opened, opened)
                + row("Response due", incident.response().firstDueAt(), opened)
                + row("First response", responded, opened)
                + row("Resolved", resolution == null ? null : resolution.at(), opened);
    }

    private String row(String name, @Nullable Instant at, Instant since) {
        String when = at == null ? "never" : time.format(at);
        String after = at == null ? "" : words(Duration.between(since, at));
        return "| " + name + " | " + when + " | " + after + " |\n";
    }

    private static String words(Duration duration) {
        return duration.toHours() + " h " + duration.toMinutesPart() + " min " + duration.toSecondsPart() + " s";
    }

    private static String roles(Incident incident) {
        StringBuilder roles = new StringBuilder();
        String responder = incident.response().by();
        roles.append("- responder: ")
                .append(responder == null ? "nobody" : plain(responder))
                .append('\n');
        incident.roles().forEach((role, person) -> roles.append("- ")
                .append(Word.of(role))
                .append(": ")
                .append(plain(person))
                .append('\n'));
        return roles.toString();
    }

    /** What people and sources wrote must not break the table, nor become markup. */
    static String plain(String text) {
        return OutsideText.onOneLine(text)
                .replaceAll("([\\\\|`*_<>\\[\\]#])", "\\\\$1")
                .strip();
    }
}
