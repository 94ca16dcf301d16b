package io.mooring.notifier.alert;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** One act on many alerts: followers hear of all of it together. */
final class ActOnOpenAlerts implements ActOnManyAlerts {

    private final AlertStore store;
    private final ChangeAlerts change;
    private final Episodes episodes;
    private final AuditAlertActs audit;
    private final TransactionalOperator transaction;

    ActOnOpenAlerts(
            AlertStore store,
            ChangeAlerts change,
            Episodes episodes,
            AuditAlertActs audit,
            TransactionalOperator transaction) {
        this.store = store;
        this.change = change;
        this.episodes = episodes;
        this.audit = audit;
        this.transaction = transaction;
    }

    @Override
    public Mono<Long> act(Deed deed, Collection<Alert> alerts, String by, Alert.Via via) {
        return store.hold(alerts)
                .map(Alert::key)
                .collectList()
                .flatMap(open -> act(deed, open, by, via).thenReturn((long) open.size()))
                .as(transaction::transactional);
    }

    /** Nothing between the two can end what is held: each key's open alert is the one that was meant. */
    private Mono<Void> act(Deed deed, List<String> held, String by, Alert.Via via) {
        return held.isEmpty()
                ? Mono.empty()
                : change.change(held, step(deed, by, via))
                        .flatMap(changes -> audit.done(deed.name().toLowerCase(Locale.ROOT), changes, by, via, ""));
    }

    private BiFunction<KeyState, Instant, Episodes.Step> step(Deed deed, String by, Alert.Via via) {
        return switch (deed) {
            case ACKNOWLEDGE ->
                (state, now) -> episodes.acknowledge(state, new Alert.Acknowledgement(by, via, now, ""), now);
            case UNACKNOWLEDGE -> (state, now) -> episodes.unacknowledge(state, new AlertChange.GivenBack(by, ""), now);
            case RESOLVE ->
                (state, now) -> episodes.resolve(state, new Alert.Ending(Alert.How.PERSON, by, via, now, ""));
        };
    }
}
