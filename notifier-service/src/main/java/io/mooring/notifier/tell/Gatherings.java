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
     * transaction tells several and two that took them one by one would wait for each other. Whoever calls people takes it,
     * too: a gathering is read before it is added to, and must not be said in between.
     */
    Mono<Void> hold();

    /**
     * What newcomers may join at a destination, and how many gatherings that are no storm opened lately. Nobody joins what is
     * acknowledged as a whole: who has it in hand was not asked about the newcomer.
     */
    Mono<Lately> lately(String destination, Since since);

    Mono<Void> save(List<Gathering> gatherings);

    Mono<Void> tell(List<Told> told);

    /** Which of these alerts were told where. */
    Flux<Told> told(Collection<UUID> alerts);

    /** The gatherings that are not closed which these alerts are in. */
    Flux<Gathering> ofAlerts(Collection<UUID> alerts);

    /** Takes a gathering for this transaction; empty when nothing of it is due (any more). */
    Mono<Gathering> takeDue(UUID id, Instant now);

    /** The conversation that tells of a gathering; empty when nothing was said yet. */
    Mono<UUID> conversation(UUID gathering);

    Mono<Standing> standing(UUID gathering, int shown);

    /** The title of the gravest, then newest, of those for which nobody was called yet; empty when all of these are over. */
    Mono<String> gravestUncalled(UUID gathering);

    /** Something changed in each of them that is yet to be said. Who calls it holds them. */
    Mono<Void> markDirty(Collection<UUID> ids);

    /** It was said; {@code conversation} is null when nothing had to be. */
    Mono<Void> said(Gathering gathering, @Nullable UUID conversation, boolean closed);

    /** Those with something yet to be said, and those whose newcomers are to be told loudly by now; none of the exceptions. */
    Flux<UUID> due(Instant now, Collection<UUID> except, int most);

    /**
     * @param opened after which a gathering must have opened to be joined
     * @param stormJoined after which a storm must have been joined
     * @param counted after which gatherings count that opened
     */
    record Since(Instant opened, Instant stormJoined, Instant counted) {}

    /** @param begun gatherings, storms not counted */
    record Lately(List<Gathering> open, int begun) {}

    /** People there were called for those of its alerts for which they were yet to be called. */
    Mono<Void> asked(UUID gathering, Instant at);

    /** People are yet to be called for these alerts, wherever they were told of them before. */
    Mono<Void> owe(Collection<UUID> alerts);

    /**
     * @param route the route's name
     * @param askedAt when people there were called for it; null while that is yet to come
     */
    record Told(
            UUID alert,
            String destination,
            UUID gathering,
            Instant at,
            String route,
            String why,
            @Nullable String standInFor,
            @Nullable Instant askedAt) {}

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
