package io.mooring.monitor.sample;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Where samples are kept. */
interface Samples {

    /** Writes a sample in the caller's transaction. */
    Mono<Void> store(HostSample sample);

    /** Newest first. */
    Flux<StoredValue> find(Query query);

    /** Deletes at most that many values from before that moment; how many it were. */
    Mono<Long> deleteBefore(Instant moment, int most);

    /**
     * Which values.
     *
     * @param resource null for all
     * @param metric null for all
     * @param from inclusive; null for the oldest
     * @param to exclusive; null for the newest
     * @param beforeId only values stored before this one; null for the newest
     */
    record Query(
            @Nullable String resource,
            @Nullable String metric,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Long beforeId,
            int most) {}

    /** A value with what it is of. */
    record StoredValue(long id, String resource, String metric, String unit, double value, Instant at) {}
}
