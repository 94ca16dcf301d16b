package io.mooring.notifier.alert;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Whether incidents see to it that somebody takes care of alerts. */
public interface IncidentCare {

    /** Of these alerts; one that belongs to no incident is absent. */
    Mono<Map<UUID, Care>> of(Collection<UUID> alerts);

    /**
     * @param now somebody responds to an incident of it, or one that goes on has told or called somebody
     * @param until when an incident of it was last resolved; null: never
     */
    record Care(boolean now, @Nullable Instant until) {}
}
