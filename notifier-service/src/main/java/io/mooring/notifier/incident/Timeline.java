package io.mooring.notifier.incident;

import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What happened in an incident; only ever appended to. */
interface Timeline {

    Mono<Void> append(UUID incident, List<Entry> entries);

    /**
     * Oldest first.
     *
     * @param after position of the last one seen; 0: from the beginning
     */
    Flux<Line> of(UUID incident, long after, int most);

    /** An entry and where it is. */
    record Line(long position, Entry entry) {}
}
