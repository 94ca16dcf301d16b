package io.mooring.notifier.tell;

import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.mute.Muted;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What was decided about each open alert. Whatever writes works in the caller's transaction. Those that are excepted, where something
 * is asked for, are left alone for a while.
 */
interface Tellings {

    Mono<Void> decided(List<Decided> decided);

    /** These alerts are over: what held them back does so no longer. */
    Mono<Void> over(Collection<UUID> alerts);

    /** Alerts that are held back, and by what, by id. */
    Flux<Decided> held(UUID after, int most);

    /** Open alerts of which nothing was decided though they were raised before this time. */
    Flux<UUID> undecided(Instant raisedBefore, Collection<UUID> except, int most);

    /** Alerts that fire and were told, but nowhere among these destinations. */
    Flux<UUID> toldElsewhere(Collection<String> destinations, Collection<UUID> except, int most);

    /**
     * Alerts, CRITICAL or graver, that fire and were to be told before this time, and of which nothing was delivered and nothing
     * waits to be. What a person dropped is that person's decision.
     *
     * @param inMaintenance routes whose deliveries count for nothing: they are no longer those who must know
     */
    Flux<UUID> untold(Instant decidedBefore, Collection<String> inMaintenance, int most);

    /** Alerts, CRITICAL or graver, that fire and of which it was decided to tell nobody. */
    Flux<UUID> toldToNobody(Collection<UUID> except, int most);

    /** What was decided; empty when nothing was. */
    Mono<Decided> of(UUID alert);

    /** How many open alerts are held back. */
    Mono<Long> countHeld();

    /** @param heldBy only when the outcome is HELD */
    record Decided(
            UUID alert,
            Decision.Outcome outcome,
            Instant at,
            @Nullable Muted heldBy,
            String why) {

        static Decided of(Alert alert, Decision decision, Instant now) {
            return new Decided(
                    alert.id(),
                    decision.outcome(),
                    now,
                    decision.outcome() == Decision.Outcome.HELD ? decision.heldBy() : null,
                    decision.inWords());
        }
    }
}
