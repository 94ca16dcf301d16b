package io.mooring.notifier.maintenance;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Hears of windows in the transaction that stores what was heard. Followers are beans, called one after another by {@code @Order}. */
public interface WindowFollower {

    /** @param before null for a window not heard of before; {@code after} differs from it */
    Mono<Void> follow(@Nullable KnownWindow before, KnownWindow after);
}
