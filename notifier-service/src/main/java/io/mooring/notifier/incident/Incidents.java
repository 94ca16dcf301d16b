package io.mooring.notifier.incident;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Where incidents are kept, with their clocks. Whoever changes one locks it first, in a transaction. */
interface Incidents {

    /** The next number for people; one that is not used leaves a gap. */
    Mono<Long> nextNumber();

    Mono<Void> add(Incident incident);

    /** Stores what was locked, its version one higher; {@link IllegalStateException} when it is another version. */
    Mono<Incident> save(Incident incident);

    Mono<Incident> find(UUID id);

    /** Holds it until the transaction ends. */
    Mono<Incident> lock(UUID id);

    /** Locks the one, beside these, whose clock is due the longest and that nobody else holds; empty when there is none. */
    Mono<UUID> lockDue(Instant now, Collection<UUID> except);

    /** Newest first. */
    Flux<Incident> list(Filter filter);

    /**
     * @param states any of these; none: all
     * @param before number; null: from the newest
     */
    record Filter(
            Set<IncidentState> states,
            @Nullable Priority priority,
            @Nullable Long before,
            int most) {}

    /** Of those opened since then, however many. */
    Mono<Statistics> statistics(Instant since, Instant now);

    /** Those going on, by priority; one that is missing has none. */
    Mono<Map<Priority, Long>> goingOn();
}
