package io.mooring.backup.retention;

import io.mooring.backup.approval.Decision;
import io.mooring.events.audit.ActorKind;
import io.mooring.events.audit.AuditChange;
import io.mooring.events.audit.AuditRecorded;
import io.mooring.events.common.Outcome;
import io.mooring.platform.events.OutgoingEvent;
import io.mooring.schemas.TopicCatalogue;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the audit trail is told of purges: who asked, who decided, why, and what was deleted. */
final class PurgeEvents {

    private static final String PLATFORM = "mooring";
    private static final String SERVICE = "backup-service";

    private PurgeEvents() {}

    static OutgoingEvent requested(Purge purge) {
        return person(
                purge, "request", purge.request().requestedBy(), purge.request().reason(), purge.requestedAt());
    }

    /** Approved or refused. */
    static OutgoingEvent decided(Purge purge, Decision decision) {
        return person(purge, decision.approved() ? "approve" : "refuse", decision.by(), words(purge), decision.at());
    }

    static OutgoingEvent cancelled(Purge purge, String by, Instant at) {
        return person(purge, "cancel", by, words(purge), at);
    }

    static OutgoingEvent expired(Purge purge, Instant at) {
        return event(purge, "expire", ActorKind.SERVICE, SERVICE, words(purge), Outcome.SUCCEEDED, List.of(), at);
    }

    /** With every backup that is gone. */
    static OutgoingEvent carriedOut(Purge purge, Instant at) {
        List<AuditChange> changes = purge.items().stream()
                .filter(item -> item.fate() == PurgeItem.Fate.GONE || item.fate() == PurgeItem.Fate.REMAINS)
                .map(item -> AuditChange.newBuilder()
                        .setField("backup/" + item.runId())
                        .setBefore("stored")
                        .setAfter(item.fate() == PurgeItem.Fate.GONE ? "deleted" : "deleted in part")
                        .build())
                .toList();
        Outcome outcome = purge.state() == PurgeState.COMPLETED ? Outcome.SUCCEEDED : Outcome.FAILED;
        return event(purge, "carry-out", ActorKind.SERVICE, SERVICE, words(purge), outcome, changes, at);
    }

    private static String words(Purge purge) {
        return purge.remark() == null ? purge.request().reason() : purge.remark();
    }

    private static OutgoingEvent person(Purge purge, String act, String by, String why, Instant at) {
        return event(purge, act, ActorKind.USER, by, why, Outcome.SUCCEEDED, List.of(), at);
    }

    private static OutgoingEvent event(
            Purge purge,
            String act,
            ActorKind kind,
            String actor,
            String why,
            Outcome outcome,
            List<AuditChange> changes,
            Instant at) {
        return OutgoingEvent.of(
                TopicCatalogue.AUDIT,
                PLATFORM,
                AuditRecorded.newBuilder()
                        .setOrganisationId(PLATFORM)
                        .setActorKind(kind)
                        .setActor(actor)
                        .setAction("backup-purge." + act)
                        .setObjectKind("backup-purge")
                        .setObjectId(purge.id())
                        .setOutcome(outcome)
                        .setReason(why)
                        .setApprovedBy(approver(purge.decision()))
                        .setService(SERVICE)
                        .setChanges(changes)
                        .setOccurredAt(at)
                        .build());
    }

    private static @Nullable String approver(@Nullable Decision decision) {
        return decision != null && decision.approved() ? decision.by() : null;
    }
}
