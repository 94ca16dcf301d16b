package io.mooring.notifier.maintenance;

import io.mooring.notifier.background.PutOff;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** A window whose end nobody reports must not mute for ever: after a grace none keeps an alert back, and it is said. */
final class NoticeOverdueWindows {

    private static final Logger log = LoggerFactory.getLogger(NoticeOverdueWindows.class);
    private static final int AT_ONCE = 50;

    private final Windows windows;
    private final HearWindows hear;
    private final Duration grace;
    private final TransactionalOperator transaction;
    private final InstantSource clock;
    private final PutOff<String> putOff;

    NoticeOverdueWindows(
            Windows windows, HearWindows hear, Duration grace, TransactionalOperator transaction, InstantSource clock) {
        this.windows = windows;
        this.hear = hear;
        this.grace = grace;
        this.transaction = transaction;
        this.clock = clock;
        this.putOff = new PutOff<>(log, "The end of maintenance {} cannot be noticed", clock);
    }

    Mono<Void> notice() {
        return Mono.defer(() -> {
            Instant now = clock.instant();
            return windows.overdue(now.minus(grace), putOff.waiting(), AT_ONCE)
                    .collectList()
                    .flatMapIterable(ids -> ids)
                    .concatMap(id -> putOff.unlessItFails(id, notice(id, now).as(transaction::transactional)))
                    .then();
        });
    }

    /** Looks again with the window held: its end may have been heard of in the meantime. */
    private Mono<Void> notice(String id, Instant now) {
        return windows.hold(id).filter(window -> window.isOverdue(now, grace)).flatMap(window -> {
            log.warn(
                    "Maintenance {} should have ended at {} and nobody said that it did: it keeps no alert back",
                    id,
                    window.window().endsAt());
            return hear.become(Optional.of(window), window.overdue(now));
        });
    }
}
