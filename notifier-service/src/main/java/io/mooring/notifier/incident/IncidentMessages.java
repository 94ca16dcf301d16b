package io.mooring.notifier.incident;

import io.mooring.notifier.alert.Fact;
import io.mooring.notifier.alert.OutsideText;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.alert.Words;
import io.mooring.notifier.message.Message;
import io.mooring.notifier.message.Message.Status;
import io.mooring.notifier.message.Operation;
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
        return message(incident, status(incident.state()), incident.priority().severity(), words, remark);
    }

    /** A channel shows no remark when this begins its conversation; whoever stands in wants to know for whom. */
    Message inPlace(Incident incident, Telling.InPlace standIn) {
        Message message = of(incident, standIn.remark());
        List<Fact> facts = new ArrayList<>(message.words().facts());
        facts.addFirst(new Fact("In place of", standIn.other()));
        Words words = new Words(message.words().title(), message.words().text(), facts);
        return message(incident, message.status(), message.severity(), words, standIn.remark());
    }

    /**
     * What is left to do or to know of one that is over. The words hold the remark, for a channel shows none when this begins
     * its conversation. What calls nobody says that it is resolved, or PagerDuty would open a page for it.
     */
    Message afterwards(Incident incident, Operation operation, String remark) {
        Words words =
                new Words("After " + incident.name() + ": " + incident.words().title(), remark, facts(incident));
        return operation == Operation.CALL
                ? message(incident, Status.NEWS, Severity.INFO, words, remark)
                : message(incident, Status.RESOLVED, incident.priority().severity(), words, remark);
    }

    /** News that calls nobody: somebody is to do something, and no channel can say so. */
    Message reminder(Incident incident, String remark) {
        Words words = new Words(incident.name() + ": " + incident.words().title(), remark, facts(incident));
        return message(incident, Status.NEWS, Severity.INFO, words, remark);
    }

    private Message message(Incident incident, Status status, Severity severity, Words words, String remark) {
        return new Message(
                status,
                severity,
                words,
                List.of(),
                0,
                line(remark),
                by(incident),
                consoleUrl.isEmpty() ? "" : consoleUrl + "/incidents/" + incident.id(),
                null,
                "");
    }

    /** Nothing but what was written for them: neither what the team calls it nor how grave it is to the team. */
    Message toCustomers(String title, String text) {
        return Message.notice(Words.of(title, text));
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
        return OutsideText.cut(OutsideText.onOneLine(remark).strip(), REMARK);
    }
}
