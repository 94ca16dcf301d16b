package io.mooring.notifier.tell;

import io.micrometer.core.instrument.Counter;
import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.alert.Alerts;
import io.mooring.notifier.alert.HoldAlerts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Asks again about alerts that were held back, and tells those that nothing holds any more; and looks for alerts about
 * which nothing was ever decided. Both decide as if the alert were new.
 */
final class TellHeldBack {

    private static final Logger log = LoggerFactory.getLogger(TellHeldBack.class);
    private static final int AT_ONCE = 500;

    /** A transaction that raises alerts is over by then. */
    private static final Duration SURELY_DECIDED = Duration.ofMinutes(1);

    private final Alerts alerts;
    private final HoldAlerts hold;
    private final Tellings tellings;
    private final TellAlerts tell;
    private final TransactionalOperator transaction;
    private final InstantSource clock;
    private final Counter missed;

    TellHeldBack(
            Alerts alerts,
            HoldAlerts hold,
            Tellings tellings,
            TellAlerts tell,
            TransactionalOperator transaction,
            InstantSource clock,
            Counter missed) {
        this.alerts = alerts;
        this.hold = hold;
        this.tellings = tellings;
        this.tell = tell;
        this.transaction = transaction;
        this.clock = clock;
        this.missed = missed;
    }

    Mono<Void> askAgain() {
        return tellings.held(AT_ONCE).collectList().flatMap(this::tell).then();
    }

    /** What should have been told and was not. */
    Mono<Void> audit() {
        Instant before = clock.instant().minus(SURELY_DECIDED);
        return tellings.undecided(before, AT_ONCE)
                .collectList()
                .flatMap(found -> tell(found).doOnSuccess(_ -> report(found)))
                .then();
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

    private Mono<Void> tell(List<UUID> ids) {
        if (ids.isEmpty()) {
            return Mono.empty();
        }
        return alerts.find(ids)
                .collectList()
                .flatMap(found -> hold.hold(found).collectList())
                .flatMap((List<Alert> open) -> tell.tell(open, clock.instant()))
                .as(transaction::transactional);
    }
}
