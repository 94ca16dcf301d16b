package io.mooring.notifier.tell;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Gatherings with alerts that nobody has acknowledged. Time is the database's: a notifier whose clock jumps calls nobody for it. */
interface Unanswered {

    /**
     * @param since how long ago people were last called
     * @param reminders how often they were called again since something was new
     */
    record Silence(Gathering gathering, Duration since, int reminders) {}

    /** One of its alerts that fires and that nobody has acknowledged. */
    record Member(UUID gathering, UUID alert, @Nullable String standInFor) {}

    /** How long after a call the next is due, at the earliest: twice as long each time, up to the longest. */
    record Waits(Duration shortest, Duration longest) {

        Duration after(Duration first, int reminders) {
            Duration most = first.compareTo(longest) > 0 ? first : longest;
            Duration wait = first;
            for (int i = 0; i < reminders && wait.compareTo(most) < 0; i++) {
                wait = wait.multipliedBy(2);
            }
            return wait.compareTo(most) > 0 ? most : wait;
        }
    }

    /** Where a gathering stands among those that may be due: the gravest first, and of equals by id. */
    record Place(int urgency, UUID id) {

        static final Place BEFORE_ALL = new Place(Short.MAX_VALUE, new UUID(0, 0));

        static Place of(Silence silence) {
            return new Place(
                    silence.gathering().gravest().ordinal(), silence.gathering().id());
        }
    }

    /** Those that may be due, in the order of their places. */
    Flux<Silence> due(Waits waits, Place after, int most);

    /** How many were called for again at each destination within the last minute, by whichever instance. */
    Mono<Map<String, Integer>> justReminded();

    /** Any of these gatherings, due or not. */
    Flux<Silence> of(Collection<UUID> gatherings);

    /** One of them, for this transaction; empty when people were called in the meantime, or somebody else has it. */
    Mono<Silence> take(UUID gathering, Waits waits);

    /** So many of the alerts of each, the gravest first. */
    Flux<Member> firing(Collection<UUID> gatherings, int mostOfEach);

    /** People were called again for these alerts, and for those that joined since the last call; in the caller's transaction. */
    Mono<Void> reminded(UUID gathering, Collection<UUID> alerts, Instant at);
}
