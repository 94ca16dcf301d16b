package io.mooring.notifier.incident;

import io.mooring.notifier.alert.Fact;
import io.mooring.notifier.alert.Words;
import io.mooring.notifier.message.Message;
import io.mooring.notifier.message.Message.Status;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How an incident stands, as channels show it. */
final class IncidentMessages {

    private static final int REMARK = 500;

    private final String consoleUrl;
    private final DateTimeFormatter time;

    /** @param zone in which the team reads times */
    IncidentMessages(String consoleUrl, ZoneId zone) {
        this.consoleUrl = consoleUrl.endsWith("/") ? consoleUrl.substring(0, consoleUrl.length() - 1) : consoleUrl;
        this.time = DateTimeFormatter.ofPattern("d MMM HH:mm z", Locale.ENGLISH).withZone(zone);
    }

    Message of(Incident incident, String remark) {
        Words words = new Words(
                incident.name() + ": " + incident.words().title(),
                incident.words().summary(),
                facts(incident));
        return new Message(
                status(incident.state()),
                incident.priority().severity(),
                words,
                List.of(),
                0,
                line(remark),
                by(incident),
                consoleUrl.isEmpty() ? "" : consoleUrl + "/incidents/" + incident.id(),
                null,
                "");
    }

    /** Nothing but what a person wrote for them. */
    Message toCustomers(Incident incident, String text) {
        Words words = Words.of(incident.words().title(), text);
        return Message.news(incident.priority().severity(), words, "", "");
    }

    /** One that is resolved names who did; before, who responds. */
    private static @Nullable String by(Incident incident) {
        Resolution resolution = incident.resolution();
        return resolution == null ? incident.response().by() : resolution.by();
    }

    private static Status status(IncidentState state) {
        return switch (state) {
            case OPEN -> Status.FIRING;
            case RESPONDING -> Status.ACKNOWLEDGED;
            case RESOLVED, CLOSED -> Status.RESOLVED;
        };
    }

    private List<Fact> facts(Incident incident) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("State", Word.of(incident.state())));
        facts.add(new Fact("Opened", time.format(incident.origin().at())));
        String responder = incident.response().by();
        if (responder != null) {
            facts.add(new Fact("Responding", responder));
        } else if (incident.state() == IncidentState.OPEN) {
            facts.add(new Fact("Response due", time.format(incident.response().dueAt())));
        }
        incident.roles().forEach((role, person) -> facts.add(new Fact(Word.of(role), person)));
        add(facts, "Next update", incident.clock(ClockKind.UPDATE));
        add(
                facts,
                "Post-mortem due",
                incident.postMortem().owed() ? incident.postMortem().dueAt() : null);
        return facts;
    }

    private void add(List<Fact> facts, String name, @Nullable Instant at) {
        if (at != null) {
            facts.add(new Fact(name, time.format(at)));
        }
    }

    private static String line(String remark) {
        String line = remark.replaceAll("\\s*\\R\\s*", " ").strip();
        return line.length() <= REMARK ? line : line.substring(0, REMARK - 1) + "…";
    }
}
