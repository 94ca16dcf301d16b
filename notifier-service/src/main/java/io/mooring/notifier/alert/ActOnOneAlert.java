package io.mooring.notifier.alert;

import io.mooring.notifier.NotifierProblem;
import io.mooring.platform.web.problem.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** What a person does about one alert; what its key does meanwhile, such as beginning another episode, is left alone. */
final class ActOnOneAlert implements ActOnAlert {

    private final AlertStore store;
    private final ChangeAlerts change;
    private final Episodes episodes;
    private final AuditAlertActs audit;
    private final TransactionalOperator transaction;

    ActOnOneAlert(
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

    /** Who does what, how, and with which words. */
    private record Act(String name, String by, Alert.Via via, String note) {}

    @Override
    public Mono<Alert> acknowledge(UUID alert, String by, Alert.Via via, String note) {
        String kept = cut(note);
        return act(
                alert,
                new Act("acknowledge", by, via, kept),
                (state, now) -> episodes.acknowledge(state, new Alert.Acknowledgement(by, via, now, kept), now));
    }

    @Override
    public Mono<Alert> unacknowledge(UUID alert, String by, Alert.Via via, String note) {
        String kept = cut(note);
        return act(
                alert,
                new Act("unacknowledge", by, via, kept),
                (state, now) -> episodes.unacknowledge(state, new AlertChange.GivenBack(by, kept), now));
    }

    @Override
    public Mono<Alert> resolve(UUID alert, String by, Alert.Via via, String note) {
        String kept = cut(note);
        return act(
                alert,
                new Act("resolve", by, via, kept),
                (state, now) -> episodes.resolve(state, new Alert.Ending(Alert.How.PERSON, by, via, now, kept)));
    }

    private Mono<Alert> act(UUID id, Act act, BiFunction<KeyState, Instant, Episodes.Step> what) {
        return existing(id)
                .flatMap(alert -> change.change(List.of(alert.key()), (state, now) -> guarded(state, id, now, what)))
                .flatMap(changes -> audit.done(act.name(), changes, act.by(), act.via(), act.note()))
                .then(existing(id))
                .as(transaction::transactional);
    }

    private static Episodes.Step guarded(
            KeyState state, UUID id, Instant now, BiFunction<KeyState, Instant, Episodes.Step> what) {
        Alert open = state.open();
        if (open == null || !open.id().equals(id)) {
            throw new ProblemException(
                    NotifierProblem.ALERT_IS_OVER, "Alert " + id + " is over: nothing can be done about it any more");
        }
        return what.apply(state, now);
    }

    private Mono<Alert> existing(UUID id) {
        return store.find(id)
                .switchIfEmpty(Mono.error(
                        () -> new ProblemException(NotifierProblem.UNKNOWN_ALERT, "There is no alert " + id)));
    }

    private static String cut(String note) {
        return OutsideText.cut(note.strip(), 1_000);
    }
}
