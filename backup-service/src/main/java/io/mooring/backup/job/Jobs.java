package io.mooring.backup.job;

import reactor.core.publisher.Mono;

/** Work that waits or runs. Every method takes part in the caller's transaction. */
public interface Jobs {

    /** Completes when the job is there; {@link Busy} when one of its kind and exclusive key is there already. */
    Mono<Void> add(NewJob job);

    /** Removes a job that nobody works on, so that its own row can be ended in the same transaction. False when it runs or is gone. */
    Mono<Boolean> withdraw(String id);

    /** Asks whoever works on the job to stop; the first wish counts. False when it is gone. */
    Mono<Boolean> requestCancel(String id, String by);

    /** A job of the kind with the same exclusive key waits or runs. */
    final class Busy extends RuntimeException {
        public Busy(String kind, String exclusiveKey) {
            super("a job '" + kind + "' for '" + exclusiveKey + "' waits or runs", null, false, false);
        }
    }
}
