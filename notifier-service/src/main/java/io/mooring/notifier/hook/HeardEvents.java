package io.mooring.notifier.hook;

import reactor.core.publisher.Mono;

/** Which events of a caller were heard before: whoever gets no answer in time sends again. */
interface HeardEvents {

    /** Writes it down in the caller's transaction. @return whether it is heard for the first time */
    Mono<Boolean> isNew(String source, String eventId);
}
