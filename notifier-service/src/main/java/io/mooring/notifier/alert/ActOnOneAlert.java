package io.mooring.notifier.alert;

import io.mooring.notifier.NotifierProblem;
import io.mooring.platform.web.problem.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import reactor.core.publisher.Mono;

/** What a person does about one alert; what its key does meanwhile, such as beginning another episode, is left alone. */
final class ActOnOneAlert implements ActOnAlert {

    private final AlertStore store;
    private final ChangeAlerts change;
    private final Episodes episodes;

    ActOnOneAlert(AlertStore store, ChangeAlerts change, Episodes episodes) {
        this.store = store;
        this.change = change;
        this.episodes = episodes;
    }

    @Override
    public Mono<Alert> acknowledge(UUID alert, String by, Alert.Via via, String note) {
        return act(
                alert,
                (state, now) -> episodes.acknowledge(state, new Alert.Acknowledgement(by, via, now, cut(note)), now));
    }

    @Override
    public Mono<Alert> unacknowledge(UUID alert, String by, Alert.Via via) {
        return act(alert, episodes::unacknowledge);
    }

    @Override
    public Mono<Alert> resolve(UUID alert, String by, Alert.Via via, String note) {
        return act(
                alert,
                (state, now) -> episodes.resolve(state, new Alert.Ending(Alert.How.PERSON, by, via, now, cut(note))));
    }

    private Mono<Alert> act(UUID id, BiFunction<KeyState, Instant, Episodes.Step> what) {
        return existing(id)
                .flatMap(alert -> change.change(List.of(alert.key()), (state, now) -> guarded(state, id, now, what))
                        .then(existing(id)));
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
        return Words.cut(note.strip(), 1_000);
    }
}
