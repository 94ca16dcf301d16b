package io.mooring.backup.fresh;

import java.time.Instant;
import reactor.core.publisher.Flux;

/** One source of what is expected now. */
@FunctionalInterface
interface Expectations {

    /** What was done later than now was done before the clock went back: nobody knows when, so it proves nothing. */
    Flux<Expected> at(Instant now);
}
