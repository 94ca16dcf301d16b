package io.mooring.notifier.mute;

import io.mooring.events.audit.ActorKind;
import io.mooring.events.audit.AuditChange;
import io.mooring.events.audit.AuditRecorded;
import io.mooring.events.common.Outcome;
import io.mooring.platform.events.OutgoingEvent;
import io.mooring.schemas.TopicCatalogue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the audit trail is told of silences: who kept what from being told, until when, and why. */
final class SilenceEvents {

    private static final String PLATFORM = "mooring";

    private SilenceEvents() {}

    static OutgoingEvent created(Silence silence, Instant at) {
        return event(silence, "create", silence.owner(), changes(null, silence), at);
    }

    static OutgoingEvent changed(Silence before, Silence after, String by, Instant at) {
        return event(after, "change", by, changes(before, after), at);
    }

    static OutgoingEvent ended(Silence silence, String by, Instant at) {
        return event(silence, "expire", by, List.of(), at);
    }

    private static List<AuditChange> changes(@Nullable Silence before, Silence after) {
        List<AuditChange> changes = new ArrayList<>();
        add(
                changes,
                "matchers",
                before == null ? null : before.matchers().toString(),
                after.matchers().toString());
        add(
                changes,
                "startsAt",
                before == null ? null : before.startsAt().toString(),
                after.startsAt().toString());
        add(
                changes,
                "endsAt",
                before == null ? null : before.endsAt().toString(),
                after.endsAt().toString());
        add(changes, "repeats", before == null ? null : text(before.repeats()), text(after.repeats()));
        return changes;
    }

    private static void add(List<AuditChange> changes, String field, @Nullable String before, @Nullable String after) {
        if (!java.util.Objects.equals(before, after)) {
            changes.add(AuditChange.newBuilder()
                    .setField(field)
                    .setBefore(before)
                    .setAfter(after)
                    .build());
        }
    }

    private static @Nullable String text(@Nullable Repeats repeats) {
        return repeats == null ? null : repeats.inWords();
    }

    private static OutgoingEvent event(
            Silence silence, String act, String actor, List<AuditChange> changes, Instant at) {
        return OutgoingEvent.of(
                TopicCatalogue.AUDIT,
                PLATFORM,
                AuditRecorded.newBuilder()
                        .setOrganisationId(PLATFORM)
                        .setActorKind(ActorKind.USER)
                        .setActor(actor)
                        .setAction("silence." + act)
                        .setObjectKind("silence")
                        .setObjectId(silence.id().toString())
                        .setOutcome(Outcome.SUCCEEDED)
                        .setReason(silence.reason())
                        .setService("notifier-service")
                        .setChanges(changes)
                        .setOccurredAt(at)
                        .build());
    }
}
