package io.mooring.backup.known;

import reactor.core.publisher.Mono;

/** Lets later runs build on a run. */
@FunctionalInterface
public interface CommitTree {

    /** In the caller's transaction, which records the run as completed. A run that noted nothing is left alone. */
    Mono<Void> commit(String runId);
}
