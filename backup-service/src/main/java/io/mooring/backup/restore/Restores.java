package io.mooring.backup.restore;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The restores there were and are. Every method takes part in the caller's transaction. */
public interface Restores {

    Mono<Void> add(Restore restore);

    /** Empty when there is none. */
    Mono<Restore> find(String id);

    /**
     * Replaces a restore by what became of it.
     *
     * @param before as read: the version must still be this
     * @return whether it was replaced
     */
    Mono<Boolean> change(Restore before, Restore after);

    /** Writes down how far a running one is; nothing happens when it does not run. */
    Mono<Void> progress(String id, RestoreProgress progress);

    /** Newest first. */
    Flux<Restore> list(Filter filter);

    /**
     * Which restores to list.
     *
     * @param planId only this plan's; null for all
     * @param state only those; null for all
     * @param olderThan only restores before the one with this id; null for the newest
     * @param limit at most so many
     */
    record Filter(
            @Nullable String planId,
            @Nullable RestoreState state,
            @Nullable String olderThan,
            int limit) {}
}
