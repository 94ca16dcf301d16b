package io.mooring.notifier.alert;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Which incidents alerts belong to. */
public interface AlertIncidents {

    /** Of these alerts, all of them in one look, the newest incident first; an alert that belongs to none is absent. */
    Mono<Map<UUID, List<InIncident>>> among(Collection<UUID> alerts);

    /**
     * @param number for people
     * @param priority p0 to p3
     * @param state open, responding, resolved or closed
     */
    record InIncident(UUID id, long number, String title, String priority, String state) {}
}
