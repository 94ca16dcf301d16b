package io.mooring.notifier.tell;

import io.mooring.notifier.alert.Alert;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Where gatherings and their alerts live. Whatever writes works in the caller's transaction. */
interface Gatherings {

    /**
     * Takes telling for this transaction: nobody else gathers before it ends. One lock for all destinations, because a
     * transaction tells several and two that took them one by one would wait for each other.
     */
    Mono<Void> hold();

    /** What newcomers may join at a destination, and how many gatherings that are no storm opened since. */
    Mono<Lately> lately(String destination, Instant joinableSince, Instant openedSince);

    Mono<Void> save(List<Gathering> gatherings);

    Mono<Void> tell(List<Told> told);

    /** Which of these alerts were told where. */
    Flux<Told> told(Collection<UUID> alerts);

    /** The gatherings that are not closed which these alerts are in. */
    Flux<Gathering> ofAlerts(Collection<UUID> alerts);

    /** Takes a gathering for this transaction; empty when it is closed, or another transaction has it and it is not waited for. */
    Mono<Gathering> take(UUID id, boolean wait);

    /** The conversation that tells of a gathering; empty when nothing was said yet. */
    Mono<UUID> conversation(UUID gathering);

    Mono<Standing> standing(UUID gathering, int shown);

    /** Something changed that is yet to be said. */
    Mono<Void> markDirty(UUID id);

    /** It was said; {@code conversation} is null when nothing had to be. */
    Mono<Void> said(Gathering gathering, @Nullable UUID conversation, boolean closed);

    /** Those with something yet to be said, and those whose newcomers are to be told loudly by now. */
    Flux<UUID> due(Instant now, int most);

    /** @param begun gatherings, storms not counted */
    record Lately(List<Gathering> open, int begun) {}

    /** @param route the route's name */
    record Told(
            UUID alert,
            String destination,
            UUID gathering,
            Instant at,
            String route,
            String why,
            @Nullable String standInFor) {}

    /** How the alerts of a gathering stand; {@code gravest} are the gravest open ones, or the gravest of all when none is open. */
    record Standing(int firing, int acknowledged, int resolved, List<Alert> gravest) {

        int all() {
            return firing + acknowledged + resolved;
        }

        boolean over() {
            return firing + acknowledged == 0;
        }
    }
}
