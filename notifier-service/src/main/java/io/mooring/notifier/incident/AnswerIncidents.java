package io.mooring.notifier.incident;

import static io.mooring.notifier.incident.IncidentRow.value;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Does to the incident of a conversation what somebody answered there. */
final class AnswerIncidents implements AnswerCalls {

    /** Customers are told, they do not answer; and what is said afterwards, or to remind, asks nobody to respond. */
    private static final Pattern SUBJECT =
            Pattern.compile("incident/([0-9a-f-]{36})(?!/customers|/afterwards|/reminders/)(/.*)?");

    private final DatabaseClient database;
    private final HandleIncident handle;
    private final ActOnIncident act;
    private final HandBackIncident handBack;
    private final EndIncident end;

    AnswerIncidents(
            DatabaseClient database,
            HandleIncident handle,
            ActOnIncident act,
            HandBackIncident handBack,
            EndIncident end) {
        this.database = database;
        this.handle = handle;
        this.act = act;
        this.handBack = handBack;
        this.end = end;
    }

    @Override
    public Mono<Boolean> answer(UUID conversation, Answer answer, String by) {
        return about(conversation)
                .flatMap(call -> call.open()
                        ? handle.actIfPossible(call.incident(), (known, now) -> change(known, answer, by, now))
                        : Mono.just(false));
    }

    /**
     * @param open false: what was said there is over, and so is what it asked for, even if the incident began again. A call
     *     that gave way to the next one, since nobody answered, still asks for the same.
     */
    private record Call(UUID incident, boolean open) {}

    private Change change(Incident incident, Answer answer, String by, Instant now) {
        return switch (answer) {
            case RESPOND -> act.respond(incident, by, "by answering the call", now);
            case HAND_BACK -> handBack.handBack(incident, "", by, now);
            case RESOLVE -> end.resolve(incident, "Resolved where " + by + " was called", by, now);
        };
    }

    private Mono<Call> about(UUID conversation) {
        return database.sql("""
                        SELECT subject, closed_at IS NULL OR left_unanswered AND EXISTS (
                            SELECT 1 FROM conversation next
                            WHERE next.destination = asked.destination AND next.subject = asked.subject
                                AND next.closed_at IS NULL) AS open
                        FROM conversation asked WHERE id = :id
                        """)
                .bind("id", conversation)
                .map(row -> Map.entry(value(row, "subject", String.class), value(row, "open", Boolean.class)))
                .one()
                .flatMap(found -> Mono.justOrEmpty(incident(found.getKey()).map(id -> new Call(id, found.getValue()))));
    }

    private static Optional<UUID> incident(String subject) {
        Matcher matcher = SUBJECT.matcher(subject);
        return matcher.matches() ? Optional.of(UUID.fromString(matcher.group(1))) : Optional.empty();
    }
}
