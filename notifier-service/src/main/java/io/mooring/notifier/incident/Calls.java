package io.mooring.notifier.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What became of calls. Whoever notes something of one holds its incident, in a transaction. */
interface Calls {

    /** Sees to it that it is known what becomes of the newest call in the conversation. */
    Mono<Void> follow(UUID conversation, Call call);

    /** That nothing could be sent there is known at once. */
    Mono<Void> neverSent(Call call);

    /**
     * Those of which something new is known that was not noted yet.
     *
     * @param patience one that was tried, or whose destination fails or asked to wait, and that did not arrive for so long is known
     *     not to have
     * @param except deliveries to be passed over
     */
    Flux<Due> due(Duration patience, Collection<UUID> except, int most);

    /** The delivery of a call, and the incident to be held. */
    record Due(UUID delivery, UUID incident) {}

    /** What is new of it by now; empty when that was noted meanwhile. */
    Mono<News> look(UUID delivery, Duration patience);

    /**
     * @param late whether it was said before that it did not arrive in time
     * @param why it did not arrive, as the channel says; empty when that is not known
     */
    record News(Call call, How how, boolean late, String why) {}

    /** What became of a call. */
    enum How {
        ARRIVED,
        /** Nothing is tried any more. */
        GIVEN_UP,
        /** It may arrive yet. */
        LATE,
        /** Another word took its place. */
        GAVE_WAY
    }

    Mono<Void> note(UUID delivery, boolean arrived);

    /** Whether its people are called there as well, together with it. */
    Mono<Boolean> isCalled(Call call, String destination);

    /** Incidents whose next level is called later than now, and that reached nobody at any destination at which they called last. */
    Flux<UUID> nobodyReached(Instant now, int most);

    Mono<Boolean> isNobodyReached(UUID incident, Instant now);

    /** Of P0 and P1 those that wait for a response, called before this time, and have reached nobody since they last began. */
    Flux<UUID> unheard(Instant calledBefore, int most);
}
