package io.mooring.platform.web.idempotency;

import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Mono;

class InMemoryIdempotencyKeysTest extends IdempotencyContract {

    private final AtomicLong committed = new AtomicLong();
    private final AtomicLong made = new AtomicLong();
    private final IdempotencyKeys store = new InMemoryIdempotencyKeys(JSON, clock, KEEP);

    /** Counts what an action did when it succeeds and forgets it when it fails: the smallest transaction there is. */
    private final IdempotencyKeys keys = (key, caller, request, action) -> store.once(
            key,
            caller,
            request,
            action.doOnSuccess(done -> committed.addAndGet(made.getAndSet(0))).doOnError(failed -> made.set(0)));

    @Override
    protected IdempotencyKeys keys() {
        return keys;
    }

    @Override
    protected Mono<Void> effect() {
        return Mono.fromRunnable(made::incrementAndGet);
    }

    @Override
    protected long effects() {
        return committed.get();
    }
}
