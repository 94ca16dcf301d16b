package io.mooring.notifier.incident;

import io.mooring.notifier.alert.Severity;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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

    /** Which of these belong to an incident that goes on, or to one that was resolved since then. */
    Flux<UUID> handled(Collection<UUID> alerts, Instant since);

    /**
     * Alerts that fire, at least so grave, and that are not {@link #handled}: gravest first, then oldest.
     *
     * @param after the last one that is known; null: from the first
     */
    Flux<Unhandled> unhandled(Severity least, Instant since, @Nullable Unhandled after, int most);

    /** @param urgency the rank of its severity */
    record Unhandled(UUID id, int urgency) {}

    /** Incidents to which the alert belongs, oldest first. */
    Flux<UUID> incidentsOf(UUID alert);

    /** Those of them that go on. */
    Flux<UUID> goingOn(UUID alert);

    /** How many alerts of the incident are not over. */
    Mono<Long> left(UUID incident);

    /** At most {@code most}, oldest first. */
    Flux<UUID> alertsOf(UUID incident, int most);

    /** The newest incident that goes on, has this key, and was joined since then. */
    Mono<UUID> joinable(String joinKey, Instant since);

    /** How many incidents alerts opened since then. */
    Mono<Long> openedByAlerts(Instant since);

    /** The newest incident that an alert opened and that goes on. */
    Mono<UUID> newestOpenedByAlert(Instant since);
}
