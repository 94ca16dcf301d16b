package io.mooring.notifier.delivery;

import java.util.Collection;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** What people do about deliveries that were given up. */
interface DeadLetters {

    /**
     * DEAD to PENDING, at once due, with its age and tries counted anew; or to SUPERSEDED, when newer words about the same
     * subject were told or wait: an old message after a newer one would tell what is not so any more. So it is, too, when its
     * alerts are over and nobody at the destination heard of them: their end alone would be news to them.
     */
    Mono<Retry> retry(UUID id);

    /**
     * The same with every dead one.
     *
     * @param destinations at which
     * @return what became of how many
     */
    Mono<Retry.Counts> retryAll(Collection<String> destinations);

    /** DEAD to DROPPED; false when it is not DEAD. */
    Mono<Boolean> drop(UUID id, String by);
}
