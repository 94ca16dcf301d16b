package io.mooring.notifier.mute;

import io.mooring.notifier.alert.Alert;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Whether alerts may be told. */
public interface Mutes {

    /**
     * Which of these alerts nobody is to be told of now, and why; an alert that is not in the answer may be told. Reads
     * committed and the caller's own uncommitted changes.
     */
    Mono<Map<UUID, Muted>> of(List<Alert> alerts, Instant now);
}
