package io.mooring.notifier.incident;

import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.alert.AlertState;
import io.mooring.notifier.alert.Alerts;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Opens incidents for alerts that fire and have none: their silence or their maintenance ended after they began. */
final class OpenMissed {

    private static final int MOST = 500;

    private final Alerts alerts;
    private final LinkedAlerts links;
    private final IncidentRules rules;
    private final OpenForAlert open;
    private final TransactionalOperator transaction;

    OpenMissed(
            Alerts alerts,
            LinkedAlerts links,
            IncidentRules rules,
            OpenForAlert open,
            TransactionalOperator transaction) {
        this.alerts = alerts;
        this.links = links;
        this.rules = rules;
        this.open = open;
        this.transaction = transaction;
    }

    Mono<Void> look(Instant now) {
        return alerts.open(MOST)
                .filter(alert -> alert.state() == AlertState.FIRING)
                .filter(alert -> rules.opens(alert).isPresent())
                .collectList()
                .filter(found -> !found.isEmpty())
                .flatMapMany(this::withoutIncident)
                .concatMap(alert -> one(alert, now))
                .then();
    }

    private Flux<Alert> withoutIncident(List<Alert> found) {
        return links.known(found.stream().map(Alert::id).toList())
                .collectList()
                .map(known -> (Set<UUID>) new HashSet<>(known))
                .flatMapIterable(known -> found.stream()
                        .filter(alert -> !known.contains(alert.id()))
                        .toList());
    }

    /** Each in a transaction of its own that looks again: it may be over, or have an incident, by now. */
    private Mono<Void> one(Alert alert, Instant now) {
        return links.holdOpening()
                .then(Mono.defer(() -> links.known(List.of(alert.id())).collectList()))
                .filter(List::isEmpty)
                .flatMap(none -> alerts.find(alert.id()))
                .filter(Alert::isOpen)
                .flatMap(still ->
                        Mono.justOrEmpty(rules.opens(still)).flatMap(priority -> open.open(still, priority, now)))
                .as(transaction::transactional);
    }
}
