package io.mooring.backup.place;

import java.time.Instant;
import reactor.core.publisher.Mono;

/** When a copy was last stored at a location: the runs know. */
@FunctionalInterface
public interface LastWrites {

    /** Empty when never. */
    Mono<Instant> lastStoredAt(String locationId);
}
