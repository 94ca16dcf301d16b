package io.mooring.backup.retention;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The purges there were and are. Every method takes part in the caller's transaction. */
interface Purges {

    Mono<Void> add(Purge purge);

    /** Empty when there is none. */
    Mono<Purge> find(String id);

    /**
     * Replaces a purge by what became of it.
     *
     * @param before as read: the version must still be this
     * @return whether it was replaced
     */
    Mono<Boolean> change(Purge before, Purge after);

    /** Newest first. */
    Flux<Purge> list(Filter filter);

    /** Those that await a decision since before this time, the oldest first. */
    Flux<Purge> undecidedSince(Instant before);

    /**
     * Which purges to list.
     *
     * @param planId only this plan's; null for all
     * @param state only those; null for all
     * @param olderThan only purges before the one with this id; null for the newest
     * @param limit at most so many
     */
    record Filter(
            @Nullable String planId,
            @Nullable PurgeState state,
            @Nullable String olderThan,
            int limit) {}
}
