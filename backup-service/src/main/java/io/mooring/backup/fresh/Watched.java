package io.mooring.backup.fresh;

import java.time.Instant;
import reactor.core.publisher.Mono;

/** Since when something is expected, and what was told of it. Takes part in the caller's transaction. */
interface Watched {

    /** Since when it is watched: from now on, when it was not yet. */
    Mono<Instant> since(Expected expected, Instant now);

    /** Notes that people are told that it did not happen at that time. False when they were told already. */
    Mono<Boolean> tell(Overdue overdue);
}
