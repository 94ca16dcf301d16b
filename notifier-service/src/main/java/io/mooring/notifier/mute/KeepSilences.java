package io.mooring.notifier.mute;

import io.mooring.notifier.NotifierProblem;
import io.mooring.platform.events.OutgoingEvent;
import io.mooring.platform.events.outbox.Outbox;
import io.mooring.platform.web.etag.EntityTag;
import io.mooring.platform.web.problem.PlatformProblem;
import io.mooring.platform.web.problem.ProblemException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** What people do with silences: each act commits with its line in the audit trail. */
final class KeepSilences {

    private final Silences silences;
    private final SilenceSettings settings;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final TellMutesChanged changed;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    KeepSilences(
            Silences silences,
            SilenceSettings settings,
            Outbox outbox,
            TransactionalOperator transaction,
            TellMutesChanged changed,
            InstantSource clock,
            Supplier<UUID> ids) {
        this.silences = silences;
        this.settings = settings;
        this.outbox = outbox;
        this.transaction = transaction;
        this.changed = changed;
        this.clock = clock;
        this.ids = ids;
    }

    Mono<Silence> create(SilenceOrder order, String owner) {
        return Mono.defer(() -> {
            Instant now = now();
            SilenceOrder.Draft draft = order.check(null, now, settings);
            Silence silence = silence(ids.get(), draft, owner, now, 0);
            return committed(
                    silences.add(silence, settings.most(), now)
                            .filter(added -> added)
                            .switchIfEmpty(Mono.error(this::tooMany)),
                    SilenceEvents.created(silence, now),
                    silence.id());
        });
    }

    Mono<Silence> change(UUID id, SilenceOrder order, @Nullable String ifMatch, String by) {
        return existing(id).flatMap(before -> {
            Instant now = now();
            new EntityTag(before.version()).require(ifMatch);
            refuseOver(before, now);
            SilenceOrder.Draft draft = order.check(before, now, settings);
            Silence after = silence(id, draft, before.owner(), before.createdAt(), before.version());
            return committed(
                    silences.change(after, before.version(), now)
                            .filter(done -> done)
                            .switchIfEmpty(Mono.error(KeepSilences::raced)),
                    SilenceEvents.changed(before, after, by, now),
                    id);
        });
    }

    Mono<Silence> end(UUID id, String by) {
        return existing(id).flatMap(before -> {
            Instant now = now();
            return committed(
                    silences.end(id, by, now).filter(done -> done).switchIfEmpty(Mono.error(() -> over(id))),
                    SilenceEvents.ended(before, by, now),
                    id);
        });
    }

    Mono<Silence> existing(UUID id) {
        return silences.find(id)
                .switchIfEmpty(Mono.error(
                        () -> new ProblemException(NotifierProblem.UNKNOWN_SILENCE, "There is no silence " + id)));
    }

    private Mono<Silence> committed(Mono<Boolean> act, OutgoingEvent audit, UUID id) {
        return act.then(outbox.append(audit))
                .then(changed.afterCommit())
                .as(transaction::transactional)
                .then(Mono.defer(() -> existing(id)));
    }

    private static Silence silence(UUID id, SilenceOrder.Draft draft, String owner, Instant createdAt, long version) {
        return new Silence(
                id,
                draft.matchers(),
                draft.reason(),
                owner,
                createdAt,
                draft.startsAt(),
                draft.endsAt(),
                draft.repeats(),
                version,
                null);
    }

    /** As exact as the rows are. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static void refuseOver(Silence silence, Instant now) {
        if (silence.state(now) == SilenceState.EXPIRED) {
            throw over(silence.id());
        }
    }

    private static ProblemException over(UUID id) {
        return new ProblemException(
                NotifierProblem.SILENCE_IS_OVER, "Silence " + id + " is over and stays as it was; make another one");
    }

    private static ProblemException raced() {
        return new ProblemException(PlatformProblem.VERSION_MISMATCH, "It changed in the meantime: read it again");
    }

    private ProblemException tooMany() {
        return new ProblemException(
                NotifierProblem.TOO_MANY_SILENCES,
                "There are " + settings.most() + " silences that are not over; end some that nobody needs");
    }
}
