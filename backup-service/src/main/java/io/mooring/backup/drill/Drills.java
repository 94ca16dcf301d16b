package io.mooring.backup.drill;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The drills there were and are. Takes part in the caller's transaction. */
interface Drills {

    Mono<Void> add(Drill asked);

    /** Replaces it unless its state changed meanwhile. */
    Mono<Boolean> change(Drill before, Drill after);

    Mono<Drill> find(String id);

    /** Newest first. */
    Flux<Drill> list(DrillFilter filter);

    /** When a drill of the scenario last came to an answer in test or execute mode; dry runs prove nothing. Empty when never. */
    Mono<Instant> lastDone(Scenario scenario);

    /**
     * Which ones to list.
     *
     * @param answered only those that came to an answer, and were no dry run
     * @param olderThan only those before the one with this id; null for the newest
     */
    record DrillFilter(
            @Nullable Scenario scenario,
            @Nullable String planId,
            boolean answered,
            @Nullable String olderThan,
            int limit) {}
}
