package io.mooring.backup.fresh;

import reactor.core.publisher.Flux;

/** One source of what is expected now. */
@FunctionalInterface
interface Expectations {

    Flux<Expected> now();
}
