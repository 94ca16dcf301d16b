package io.mooring.notifier.alert;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What keeps people from being told of open alerts. */
public interface HeldAlerts {

    /** Those of these alerts that are held back now; all of them in one look. */
    Mono<Map<UUID, Held>> among(Collection<UUID> alerts);

    /** How many open alerts are held back now, by kind; a kind that holds none may be absent. */
    Mono<Map<String, Long>> counts();

    /**
     * @param kind silence, inhibition, maintenance or hours
     * @param reference id of the silence, name of the inhibition's rule, id of the maintenance window, name of the route
     * @param until when it ends by itself, as known when it was last asked about; null when that depends on something else
     */
    record Held(
            String kind,
            String reference,
            String why,
            @Nullable Instant until) {}
}
