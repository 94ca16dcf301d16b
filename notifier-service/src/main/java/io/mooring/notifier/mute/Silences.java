package io.mooring.notifier.mute;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The store of silences. Whatever changes one joins the caller's transaction. */
interface Silences {

    /** @return false, with nothing stored, when as many are not over already */
    Mono<Boolean> add(Silence silence, int most, Instant now);

    Mono<Silence> find(UUID id);

    /** Newest first; {@code before} is where the page begins. */
    Flux<Silence> list(@Nullable SilenceState state, Instant now, @Nullable UUID before, int most);

    /** Those that are active, whether or not they mute at this minute. */
    Flux<Silence> startedAt(Instant now);

    /** @return false when it has another version by now, or is over */
    Mono<Boolean> change(Silence silence, long version, Instant now);

    /** @return false when it is over already */
    Mono<Boolean> end(UUID id, String by, Instant now);

    /** Takes notice of those that began or ceased to mute by the clock; how many those were. */
    Mono<Long> turn(Instant now);

    /**
     * Those about to end of which nobody was told, locked and henceforth told of; not those so short that their owner
     * still has them in mind.
     */
    Flux<Silence> takeEnding(Instant now, Instant endsBy, int most);
}
