package io.mooring.notifier.mute;

import io.mooring.notifier.alert.Alert;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** One thing that mutes. Beans of this type are asked by {@code @Order}: of several that mute an alert the first is named. */
public interface Muter {

    int MAINTENANCE = 100;
    int SILENCES = 200;
    int INHIBITION = 300;

    /** As {@link Mutes#of}. */
    Mono<Map<UUID, Muted>> of(List<Alert> alerts, Instant now);
}
