package io.mooring.notifier.tell;

import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.alert.Words;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** News that waits for the hours of its route. What is written is written in the caller's transaction. */
interface HeldNews {

    /** Places of those whose time has come, oldest first; none of the exceptions. */
    Flux<Long> due(Instant now, Collection<Long> except, int most);

    /** Takes it for this transaction; empty when it was told, or another transaction has it. */
    Mono<Due> take(long place);

    Mono<Void> told(long place, Instant now);

    /** Nobody will be told. */
    Mono<Void> leave(long place, String why);

    /** @param words as it came, and when that was */
    record Due(
            long place,
            UUID id,
            String destination,
            Severity severity,
            Words words,
            String correlationId,
            @Nullable String traceparent) {}
}
