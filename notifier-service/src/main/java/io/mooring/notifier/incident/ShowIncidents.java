package io.mooring.notifier.incident;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Incidents with what belongs to them, for people to read. */
final class ShowIncidents {

    /** In a storm more alerts belong to it than anybody reads. */
    private static final int ALERTS = 200;

    private final Incidents incidents;
    private final LinkedAlerts links;
    private final InstantSource clock;

    ShowIncidents(Incidents incidents, LinkedAlerts links, InstantSource clock) {
        this.incidents = incidents;
        this.links = links;
        this.clock = clock;
    }

    Mono<Incident> existing(UUID id) {
        return incidents.find(id).switchIfEmpty(Mono.error(() -> HandleIncident.unknown(id)));
    }

    Mono<IncidentView> view(Incident incident) {
        return links.alertsOf(incident.id(), ALERTS)
                .collectList()
                .map(alerts -> IncidentView.of(incident, alerts, clock.instant()));
    }

    Mono<List<Incident>> list(Incidents.Filter filter) {
        return incidents.list(filter).collectList();
    }

    Mono<Statistics> statistics(int days) {
        Instant now = clock.instant();
        return incidents.statistics(now.minus(Duration.ofDays(days)), now);
    }
}
