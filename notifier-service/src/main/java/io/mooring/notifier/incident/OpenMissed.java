package io.mooring.notifier.incident;

import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.alert.AlertState;
import io.mooring.notifier.alert.Alerts;
import io.mooring.notifier.alert.HoldAlerts;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.incident.LinkedAlerts.Unhandled;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Opens incidents for alerts that fire and have none: their silence or their maintenance ended after they began, or their
 * incident was resolved and they fire on, or again in the same episode, longer than whoever resolved it could mean.
 */
final class OpenMissed {

    private static final int PAGE = 500;

    /** Clocks wait for a look to end: what it leaves is found by the next one, and what is muted does not count. */
    private static final int MOST = 500;

    private final Alerts alerts;
    private final HoldAlerts hold;
    private final LinkedAlerts links;
    private final IncidentRules rules;
    private final OpenForAlert open;
    private final TransactionalOperator transaction;

    OpenMissed(
            Alerts alerts,
            HoldAlerts hold,
            LinkedAlerts links,
            IncidentRules rules,
            OpenForAlert open,
            TransactionalOperator transaction) {
        this.alerts = alerts;
        this.hold = hold;
        this.links = links;
        this.rules = rules;
        this.open = open;
        this.transaction = transaction;
    }

    Mono<Void> look(Instant now) {
        return Mono.justOrEmpty(rules.leastThatOpens())
                .flatMapMany(least -> pages(least, now))
                .concatMap(page -> opening(page, now), 1)
                .take(MOST)
                // One for which none can be opened keeps no other from having its own.
                .concatMapDelayError(alert -> one(alert, now), true, 1)
                .then();
    }

    private Flux<List<Unhandled>> pages(Severity least, Instant now) {
        return page(least, null, now)
                .expand(page -> page.size() < PAGE ? Mono.empty() : page(least, page.getLast(), now));
    }

    private Mono<List<Unhandled>> page(Severity least, @Nullable Unhandled after, Instant now) {
        return links.unhandled(least, settledSince(now), after, PAGE).collectList();
    }

    private Flux<Alert> opening(List<Unhandled> page, Instant now) {
        return alerts.find(page.stream().map(Unhandled::id).toList())
                .filter(alert -> rules.opens(alert).isPresent())
                .collectMap(Alert::id)
                .map(found -> page.stream()
                        .map(Unhandled::id)
                        .filter(found::containsKey)
                        .map(found::get)
                        .toList())
                .flatMapMany(found -> open.unmuted(found, now));
    }

    private Instant settledSince(Instant now) {
        return now.minus(rules.settings().openAgainAfter());
    }

    /** Each in a transaction of its own that holds it and looks again: it may be over, or have an incident, by now. */
    private Mono<Void> one(Alert alert, Instant now) {
        return hold.hold(List.of(alert))
                .filter(held -> held.state() == AlertState.FIRING)
                .next()
                .delayUntil(held -> links.holdOpening())
                .filterWhen(held -> links.handled(List.of(held.id()), settledSince(now))
                        .collectList()
                        .map(List::isEmpty))
                .flatMap(
                        held -> Mono.justOrEmpty(rules.opens(held)).flatMap(priority -> open.open(held, priority, now)))
                .as(transaction::transactional);
    }
}
