package io.mooring.notifier.tell;

import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.alert.Alerts;
import io.mooring.notifier.alert.HoldAlerts;
import io.mooring.notifier.background.PutOff;
import io.mooring.notifier.delivery.DeliveryChange;
import io.mooring.notifier.delivery.DeliveryFollower;
import io.mooring.notifier.message.Destination;
import io.mooring.notifier.message.Operation;
import io.mooring.notifier.tell.Decision.Choice;
import io.mooring.notifier.tell.Gatherings.Told;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * An EMERGENCY that a destination was not reached with goes to the destination's stand-in as well, and from there on. What
 * was delivered is noted in the transaction that notes the delivery, so that a crash in between tells nobody twice.
 */
final class TellElsewhere implements DeliveryFollower {

    private static final Logger log = LoggerFactory.getLogger(TellElsewhere.class);
    private static final int AT_ONCE = 200;

    private final Unreached unreached;
    private final Alerts alerts;
    private final HoldAlerts hold;
    private final TellAlerts tell;
    private final Places places;
    private final TransactionalOperator transaction;
    private final InstantSource clock;
    private final Duration after;
    private final PutOff<UUID> putOff;

    TellElsewhere(
            Unreached unreached,
            Alerts alerts,
            HoldAlerts hold,
            TellAlerts tell,
            Places places,
            TransactionalOperator transaction,
            InstantSource clock,
            Duration after) {
        this.unreached = unreached;
        this.alerts = alerts;
        this.hold = hold;
        this.tell = tell;
        this.places = places;
        this.transaction = transaction;
        this.clock = clock;
        this.after = after;
        this.putOff = new PutOff<>(log, "The stand-in cannot be told of alert {}", clock);
    }

    @Override
    public Mono<Void> follow(DeliveryChange change) {
        return switch (change) {
            case DeliveryChange.Delivered done ->
                calls(done.operation())
                        ? unreached.reached(done.conversation(), done.delivery(), clock.instant())
                        : Mono.empty();
            case DeliveryChange.Dead dead ->
                calls(dead.operation()) ? unreached.failed(dead.conversation()) : Mono.empty();
            case DeliveryChange.Paused paused -> unreached.failed(paused.destination());
        };
    }

    private static boolean calls(Operation operation) {
        return operation == Operation.OPEN || operation == Operation.CALL;
    }

    /** Each in a transaction of its own; one that fails keeps no other from its stand-in. */
    Mono<Void> tellUnreached() {
        Instant now = clock.instant();
        return unreached
                .emergencies(now.minus(after), putOff.waiting(), AT_ONCE)
                .collectList()
                .flatMapIterable(found -> found)
                .concatMap(told ->
                        putOff.unlessItFails(told.alert(), standIn(told, now).as(transaction::transactional)))
                .then();
    }

    private Mono<Void> standIn(Told told, Instant now) {
        Optional<Destination> standIn = places.named(told.destination())
                .flatMap(destination -> Optional.ofNullable(destination.standIn()))
                .flatMap(places::named)
                .filter(places::isConfigured);
        return alerts.find(List.of(told.alert()))
                .collectList()
                .flatMapMany(hold::hold)
                .delayUntil(alert -> tell.hold())
                .flatMap(alert -> unreached.take(told).filter(mine -> mine).flatMap(mine -> Mono.justOrEmpty(standIn)
                        .flatMap(place -> tell(alert, told, place, now))))
                .then();
    }

    private Mono<Void> tell(Alert alert, Told told, Destination standIn, Instant now) {
        log.warn("Alert {} did not reach {}: it is told to {} as well", alert.id(), told.destination(), standIn.name());
        String why = told.destination() + " could not be reached; " + standIn.name() + " stands in for it";
        Choice choice = new Choice(standIn.name(), told.route(), "stand-in/" + alert.id(), why, told.destination());
        return tell.tellAlso(alert, choice, now);
    }

    /** Where it is known who was reached. */
    interface Unreached {

        /** What this delivery says has arrived, and all that was said before it. */
        Mono<Void> reached(UUID conversation, UUID delivery, Instant at);

        Mono<Void> failed(UUID conversation);

        /** Whatever is open at this destination and was not reached. */
        Mono<Void> failed(String destination);

        /**
         * Emergencies that fire and are not held back, for which people were called before this time (or could not be), and
         * that reached nobody there and have no stand-in yet. One that joined a message is waited for from its call on.
         *
         * @param except alerts that are left alone for a while
         */
        Flux<Told> emergencies(Instant askedBefore, Collection<UUID> except, int most);

        /** Notes that its stand-in is seen to; false when that was noted before. */
        Mono<Boolean> take(Told told);
    }
}
