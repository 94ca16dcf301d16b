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

    /**
     * What happened, for whoever reads it as a whole: without who was told what, and with alerts that come or end one after
     * the other as one. Oldest first.
     *
     * @param most of the beginning, and as much of the end
     */
    Flux<Passage> story(UUID incident, int most);

    /**
     * One or several entries of a kind.
     *
     * @param number counted from 1
     * @param of how many there are
     * @param entries how many entries it stands for
     * @param entry the first of them
     */
    record Passage(long number, long of, long entries, Entry entry) {

        /** How many come after it. */
        long fromEnd() {
            return of - number;
        }
    }

    /** An entry and where it is. */
    record Line(long position, Entry entry) {}
}
