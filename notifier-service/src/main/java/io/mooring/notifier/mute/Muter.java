package io.mooring.notifier.mute;

import io.mooring.notifier.alert.Alert;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import reactor.core.publisher.Mono;

/**
 * One thing that mutes. Beans of this type are asked by {@code @Order}: of several that mute an alert the first is named. Maintenance
 * is the last: what nothing but maintenance mutes may have a route of its own.
 */
public interface Muter {

    int SILENCES = 200;
    int INHIBITION = 300;
    int MAINTENANCE = 400;

    /** As {@link Mutes#of}. */
    Mono<Map<UUID, Muted>> of(List<Alert> alerts, Instant now);
}
