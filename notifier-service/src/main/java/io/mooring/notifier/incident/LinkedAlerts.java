package io.mooring.notifier.incident;

import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Which alerts belong to which incidents. */
interface LinkedAlerts {

    /** Lets nobody else open or join until the transaction ends: two of one kind must not open two incidents. */
    Mono<Void> holdOpening();

    /** @return false when it belonged to it already */
    Mono<Boolean> link(UUID incident, UUID alert, Instant at);

    Mono<Void> over(UUID alert, Instant at);

    /** Which of these ever belonged to an incident. */
    Flux<UUID> known(Collection<UUID> alerts);

    /** Incidents to which the alert belongs, oldest first. */
    Flux<UUID> incidentsOf(UUID alert);

    /** How many alerts of the incident are not over. */
    Mono<Long> left(UUID incident);

    /** At most {@code most}, oldest first. */
    Flux<UUID> alertsOf(UUID incident, int most);

    /** The newest incident that goes on, has this key, and was joined since then. */
    Mono<UUID> joinable(String joinKey, Instant since);

    /** How many incidents alerts opened since then. */
    Mono<Long> openedByAlerts(Instant since);

    /** The newest incident that an alert opened and that goes on. */
    Mono<UUID> newestOpenedByAlert();
}
