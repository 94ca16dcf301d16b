package io.mooring.platform.events.relay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Events that could not be sent, for an operator to look at. Each blocks the later events of its key. */
public interface OutboxProblems {

    /**
     * Problems in order of position.
     *
     * @param after only positions above this one; 0 from the start
     * @param limit at most so many
     */
    Flux<Problem> list(long after, int limit);

    /** Makes the next attempt due now; false when there is no such problem. */
    Mono<Boolean> retry(long position);

    /**
     * Gives the event up and frees its key; the row stays until retention ends, marked with who dropped it.
     *
     * @return false when there is no such problem
     */
    Mono<Boolean> drop(long position, String by);

    /**
     * @param undeliverable true: the broker refuses this event; false: the broker or the topic was not to be reached
     * @param failure the last attempt's error in words
     */
    record Problem(
            long position,
            String eventId,
            String type,
            String topic,
            String key,
            int bytes,
            int attempts,
            Instant blockedAt,
            Instant nextAttemptAt,
            boolean undeliverable,
            @Nullable String failure) {}
}
