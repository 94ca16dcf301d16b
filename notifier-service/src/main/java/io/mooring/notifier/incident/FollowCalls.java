package io.mooring.notifier.incident;

import io.mooring.notifier.background.PutOff;
import io.mooring.notifier.incident.Calls.Due;
import io.mooring.notifier.incident.Calls.How;
import io.mooring.notifier.incident.Calls.News;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Says in the timeline whether calls arrived, calls stand-ins where they did not, and goes on to the next level at once where nobody
 * of this one was reached. It looks at what deliveries say, rather than being told when they settle: what an attempt could not
 * tell anybody is found all the same, and it waits for no incident.
 */
final class FollowCalls {

    private static final Logger log = LoggerFactory.getLogger(FollowCalls.class);
    private static final int AT_ONCE = 200;

    private final Calls calls;
    private final Incidents incidents;
    private final Timeline timeline;
    private final CommitChange commit;
    private final Escalate escalate;
    private final CallStandIns standIns;
    private final TransactionalOperator transaction;
    private final InstantSource clock;
    private final Duration patience;
    private final PutOff<UUID> putOff;

    /** @param patience how long a call that was tried may take to arrive */
    FollowCalls(
            Calls calls,
            Incidents incidents,
            Timeline timeline,
            CommitChange commit,
            Escalate escalate,
            CallStandIns standIns,
            TransactionalOperator transaction,
            InstantSource clock,
            Duration patience) {
        this.calls = calls;
        this.incidents = incidents;
        this.timeline = timeline;
        this.commit = commit;
        this.escalate = escalate;
        this.standIns = standIns;
        this.transaction = transaction;
        this.clock = clock;
        this.patience = patience;
        this.putOff = new PutOff<>(log, "What became of call {} cannot be noted", clock);
    }

    Mono<Void> follow() {
        return calls.due(patience, putOff.waiting(), AT_ONCE)
                .collectList()
                .flatMapIterable(due -> due)
                .concatMap(due -> putOff.unlessItFails(due.delivery(), one(due)))
                .then(Mono.defer(this::goOn));
    }

    /** Whoever comes second finds it noted. */
    private Mono<Void> one(Due due) {
        return incidents
                .lock(due.incident())
                .flatMap(incident -> calls.look(due.delivery(), patience)
                        .flatMap(news -> calls.note(due.delivery(), news.how() == How.ARRIVED)
                                .then(Mono.defer(() -> say(incident, due, news)))))
                .as(transaction::transactional);
    }

    private Mono<Void> say(Incident incident, Due due, News news) {
        return switch (news.how()) {
            case ARRIVED -> line(incident, What.TOLD, told(news), due);
            case GAVE_WAY -> Mono.empty();
            case GIVEN_UP, LATE -> failed(incident, due, news);
        };
    }

    private Mono<Void> failed(Incident incident, Due due, News news) {
        Call call = news.call();
        String words = notTold(news);
        log.warn("Incident {}: {}", incident.number(), words);
        Optional<String> standIn = standIns.of(incident, call);
        if (standIn.isEmpty()) {
            return line(incident, What.NOT_TOLD, words, due);
        }
        String other = standIn.get();
        return calls.isCalled(call, other)
                .flatMap(already -> already
                        ? line(incident, What.NOT_TOLD, words + "; " + other + ", its stand-in, is called anyway", due)
                        : commit.commit(standIns.call(incident, call, other, now())
                                        .note(
                                                What.NOT_TOLD,
                                                null,
                                                words + "; " + other + " is called in its place",
                                                reference(due)))
                                .then());
    }

    private static String told(News news) {
        Call call = news.call();
        return call.destination()
                + (news.late() ? " is told after all" : " is told")
                + (call.standsInFor() == null ? "" : " in place of " + call.standsInFor())
                + (call.remark().isEmpty() ? "" : ": " + call.remark());
    }

    private String notTold(News news) {
        return news.call().destination() + " was not told " + news.call().what()
                + (news.how() == How.LATE ? " within " + patience.toSeconds() + " s" : "")
                + (news.why().isEmpty() ? "" : ": " + news.why());
    }

    /** Nothing of the incident changes by it, or whoever is about to respond would be refused for having seen an older one. */
    private Mono<Void> line(Incident incident, What what, String words, Due due) {
        return timeline.append(
                incident.id(),
                Change.of(incident, now())
                        .note(what, null, words, reference(due))
                        .entries());
    }

    private static String reference(Due due) {
        return "delivery/" + due.delivery();
    }

    private Mono<Void> goOn() {
        return calls.nobodyReached(now(), AT_ONCE)
                .collectList()
                .flatMapIterable(found -> found)
                .filter(incident -> !putOff.waiting().contains(incident))
                .concatMap(incident -> putOff.unlessItFails(incident, goOn(incident)))
                .then();
    }

    private Mono<Void> goOn(UUID id) {
        return incidents
                .lock(id)
                .filterWhen(incident -> calls.isNobodyReached(id, now()))
                .flatMap(incident -> commit.commit(escalate.nobodyReached(incident, now())))
                .as(transaction::transactional)
                .then();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
