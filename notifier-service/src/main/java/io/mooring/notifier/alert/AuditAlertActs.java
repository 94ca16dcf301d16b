package io.mooring.notifier.alert;

import io.mooring.events.audit.ActorKind;
import io.mooring.events.audit.AuditRecorded;
import io.mooring.events.common.Outcome;
import io.mooring.platform.events.OutgoingEvent;
import io.mooring.platform.events.outbox.Outbox;
import io.mooring.schemas.TopicCatalogue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import reactor.core.publisher.Mono;

/** What the audit trail is told of what people do about alerts, in the transaction in which they do it. */
final class AuditAlertActs {

    private static final String PLATFORM = "mooring";

    private final Outbox outbox;

    AuditAlertActs(Outbox outbox) {
        this.outbox = outbox;
    }

    /** @param note what the person wrote, or empty */
    Mono<Void> done(String act, Alert alert, String by, Alert.Via via, String note, Instant at) {
        return outbox.append(entry(act, alert, by, via, note, at));
    }

    /** All in one statement. An act that changed nothing, such as acknowledging again, is none. */
    Mono<Void> done(String act, List<AlertChange> changes, String by, Alert.Via via, String note) {
        OutgoingEvent[] entries = changes.stream()
                .map(change -> entry(act, change.after(), by, via, note, change.at()))
                .toArray(OutgoingEvent[]::new);
        return entries.length == 0 ? Mono.empty() : outbox.append(entries);
    }

    private static OutgoingEvent entry(String act, Alert alert, String by, Alert.Via via, String note, Instant at) {
        String reason = "%s, by way of %s%s"
                .formatted(
                        alert.words().title(), via.name().toLowerCase(Locale.ROOT), note.isEmpty() ? "" : ": " + note);
        AuditRecorded entry = AuditRecorded.newBuilder()
                .setOrganisationId(PLATFORM)
                .setActorKind(ActorKind.USER)
                .setActor(by)
                .setAction("alert." + act)
                .setObjectKind("alert")
                .setObjectId(alert.id().toString())
                .setOutcome(Outcome.SUCCEEDED)
                .setReason(reason)
                .setService("notifier-service")
                .setChanges(List.of())
                .setOccurredAt(at)
                .build();
        return OutgoingEvent.of(TopicCatalogue.AUDIT, PLATFORM, entry);
    }
}
