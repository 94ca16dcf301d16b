package io.mooring.notifier.oncall;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Where covers are kept. */
interface Covers {

    Mono<Void> add(Cover cover);

    /** Takes it back: it no longer holds. Empty when there is none, or it was taken back before. */
    Mono<Cover> remove(UUID id, String by, Instant at);

    /** Those that hold at some moment from {@code from} (included) to {@code to} (excluded). */
    Flux<Cover> between(Instant from, Instant to);

    /** Those that are not over, the latest made first. */
    Flux<Cover> notOver(Instant now, @Nullable UUID before, int most);
}
