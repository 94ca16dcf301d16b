package io.mooring.notifier.tell;

import io.micrometer.core.instrument.Counter;
import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.alert.Alerts;
import io.mooring.notifier.alert.HoldAlerts;
import io.mooring.notifier.background.PutOff;
import io.mooring.notifier.mute.Muted;
import io.mooring.notifier.tell.Tellings.Decided;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Asks again about alerts that were held back, and tells those that nothing holds any more; and looks for alerts about
 * which nothing was ever decided, for those told only where settings know nobody any more, and for grave ones that no route took
 * before settings changed. All decide as if the alert were new. Of many together one that cannot be told keeps none of the others back.
 */
final class TellHeldBack {

    private static final Logger log = LoggerFactory.getLogger(TellHeldBack.class);
    static final int AT_ONCE = 500;
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    /** A transaction that raises alerts is over by then. */
    private static final Duration SURELY_DECIDED = Duration.ofMinutes(1);

    private final Alerts alerts;
    private final HoldAlerts hold;
    private final Tellings tellings;
    private final TellAlerts tell;
    private final Places places;
    private final TransactionalOperator transaction;
    private final InstantSource clock;
    private final Counter missed;
    private final PutOff<UUID> putOff;
    private volatile UUID askedLast = BEFORE_ALL;

    TellHeldBack(
            Alerts alerts,
            HoldAlerts hold,
            Tellings tellings,
            TellAlerts tell,
            Places places,
            TransactionalOperator transaction,
            InstantSource clock,
            Counter missed) {
        this.alerts = alerts;
        this.hold = hold;
        this.tellings = tellings;
        this.tell = tell;
        this.places = places;
        this.transaction = transaction;
        this.clock = clock;
        this.missed = missed;
        this.putOff = new PutOff<>(log, "Alert {} cannot be told", clock);
    }

    /** So many in turn; where nothing changed, nothing is locked and nothing written. */
    Mono<Void> askAgain() {
        return Mono.defer(() -> tellings.held(askedLast, AT_ONCE)
                .collectList()
                .doOnNext(held -> askedLast =
                        held.size() < AT_ONCE ? BEFORE_ALL : held.getLast().alert())
                .map(this::withoutThosePutOff)
                .filter(held -> !held.isEmpty())
                .flatMap(this::noLongerHeld)
                .flatMap(this::tell)
                .then());
    }

    private List<Decided> withoutThosePutOff(List<Decided> held) {
        Set<UUID> waiting = putOff.waiting();
        return held.stream().filter(one -> !waiting.contains(one.alert())).toList();
    }

    private Mono<List<UUID>> noLongerHeld(List<Decided> held) {
        Map<UUID, Muted> by = new HashMap<>();
        held.forEach(one -> by.put(one.alert(), one.heldBy()));
        return alerts.find(by.keySet())
                .collectList()
                .flatMap(found -> tell.noLongerHeldBy(by, found, clock.instant()))
                .map(found -> found.stream().map(Alert::id).toList());
    }

    /** What should have been told and was not. */
    Mono<Void> audit() {
        Instant before = clock.instant().minus(SURELY_DECIDED);
        return tellings.undecided(before, putOff.waiting(), AT_ONCE)
                .collectList()
                .flatMap(this::tell)
                .doOnNext(this::report)
                .then(Mono.defer(this::moveOn).repeat().takeWhile(more -> more).then())
                .then(Mono.defer(this::tellForgotten));
    }

    /** No route took them, and settings have one by now. */
    private Mono<Void> tellForgotten() {
        return tellings.toldToNobody(putOff.waiting(), AT_ONCE)
                .collectList()
                .flatMapMany(alerts::find)
                .collectList()
                .flatMap(found -> tell(tell.takenNow(found, clock.instant()).stream()
                        .map(Alert::id)
                        .toList()))
                .then();
    }

    /**
     * A destination was removed from settings, or renamed.
     *
     * @return whether there may be more
     */
    private Mono<Boolean> moveOn() {
        return tellings.toldElsewhere(places.names(), putOff.waiting(), AT_ONCE)
                .collectList()
                .flatMap(found -> tell(found)
                        .doOnNext(TellHeldBack::reportGone)
                        .map(told -> found.size() == AT_ONCE && !told.isEmpty()));
    }

    private static void reportGone(List<UUID> found) {
        if (!found.isEmpty()) {
            log.warn(
                    "{} open alerts, such as {}, were told only at destinations that settings do not name any more:"
                            + " they are told where routes lead now",
                    found.size(),
                    found.getFirst());
        }
    }

    private void report(List<UUID> found) {
        if (!found.isEmpty()) {
            missed.increment(found.size());
            log.error(
                    "Nothing had been decided about {} open alerts, such as {}: now it is",
                    found.size(),
                    found.getFirst());
        }
    }

    /** @return those that were not put off */
    private Mono<List<UUID>> tell(List<UUID> ids) {
        return ids.isEmpty() ? Mono.just(ids) : together(ids).onErrorResume(failed -> each(ids, failed));
    }

    private Mono<List<UUID>> together(List<UUID> ids) {
        return alerts.find(ids)
                .collectList()
                .flatMap(found -> hold.hold(found).collectList())
                .flatMap((List<Alert> open) -> tell.release(open, clock.instant()))
                .as(transaction::transactional)
                .thenReturn(ids);
    }

    private Mono<List<UUID>> each(List<UUID> ids, Throwable failed) {
        log.warn("{} alerts could not be told together, each is told by itself: {}", ids.size(), failed.toString());
        return Flux.fromIterable(ids)
                .concatMap(id -> putOff.unlessItFails(id, together(List.of(id))))
                .flatMapIterable(told -> told)
                .collectList();
    }
}
