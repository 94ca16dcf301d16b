package io.mooring.notifier.hook;

import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What people want done and is not done yet, in the caller's transaction. A stop, however sudden, leaves it here. */
interface Wishes {

    /** @param done the last alert to which it is done, in the order of ids; null: to none yet */
    record Begun(long number, Wish wish, @Nullable UUID done) {}

    Mono<Void> add(Wish wish);

    /**
     * Oldest first, at most so many, and none of the exceptions. Of those about one thing only the first, whichever of its
     * conversations they were said in: what came later must hold in the end.
     */
    Flux<Long> waiting(Collection<Long> except, int most);

    /** Empty when it is finished, or in somebody else's hands until their transaction ends. */
    Mono<Begun> take(long number);

    Mono<Void> goOn(long number, UUID done);

    Mono<Void> finished(long number);
}
