package io.mooring.notifier.oncall;

import io.mooring.events.audit.ActorKind;
import io.mooring.events.audit.AuditChange;
import io.mooring.events.audit.AuditRecorded;
import io.mooring.events.common.Outcome;
import io.mooring.notifier.NotifierProblem;
import io.mooring.platform.events.OutgoingEvent;
import io.mooring.platform.events.outbox.Outbox;
import io.mooring.platform.web.problem.ProblemException;
import io.mooring.schemas.TopicCatalogue;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** People arrange among themselves who covers whom, and the audit trail is told. */
final class ArrangeCover {

    private static final String PLATFORM = "mooring";

    private final Covers covers;
    private final Outbox outbox;
    private final TransactionalOperator transaction;

    ArrangeCover(Covers covers, Outbox outbox, TransactionalOperator transaction) {
        this.covers = covers;
        this.outbox = outbox;
        this.transaction = transaction;
    }

    Mono<Cover> arrange(Cover cover) {
        return covers.add(cover)
                .then(Mono.defer(() -> outbox.append(audit(cover, "arrange", cover.by(), cover.createdAt()))))
                .thenReturn(cover)
                .as(transaction::transactional);
    }

    Mono<Cover> takeBack(UUID id, String by, Instant at) {
        return covers.remove(id, by, at)
                .flatMap(cover ->
                        outbox.append(audit(cover, "take-back", by, at)).thenReturn(cover))
                .as(transaction::transactional)
                .switchIfEmpty(Mono.error(() -> new ProblemException(
                        NotifierProblem.UNKNOWN_OVERRIDE, "There is no override " + id + ", or it was taken back")));
    }

    private static OutgoingEvent audit(Cover cover, String act, String by, Instant at) {
        AuditChange who = AuditChange.newBuilder()
                .setField("schedule/" + cover.schedule() + "/" + cover.from() + "/" + cover.to())
                .setBefore(String.join(", ", cover.covers()))
                .setAfter(cover.person())
                .build();
        return OutgoingEvent.of(
                TopicCatalogue.AUDIT,
                PLATFORM,
                AuditRecorded.newBuilder()
                        .setOrganisationId(PLATFORM)
                        .setActorKind(ActorKind.USER)
                        .setActor(by)
                        .setAction("on-call-override." + act)
                        .setObjectKind("on-call-override")
                        .setObjectId(cover.id().toString())
                        .setOutcome(Outcome.SUCCEEDED)
                        .setReason(cover.reason())
                        .setService("notifier-service")
                        .setChanges(List.of(who))
                        .setOccurredAt(at)
                        .build());
    }
}
