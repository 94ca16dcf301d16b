package io.mooring.notifier.alert;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Where alerts live. Every method but those that only read works in the caller's transaction. */
interface AlertStore extends Alerts, HoldAlerts {

    /**
     * Takes the keys for this transaction, so that nobody else changes their alerts before it ends.
     *
     * @param mayBegin those of them that get a row when they have none
     */
    Mono<Void> hold(Set<String> keys, Set<String> mayBegin);

    /** What is known of keys that are held; without an entry those that have no open alert and never had one end. */
    Mono<Map<String, KeyState>> states(Set<String> keys);

    /**
     * Counts those whose open alert says the same and was told after {@code toldSince}; who calls it holds the keys.
     *
     * @return the keys whose repeats are counted; the others' are not
     */
    Mono<Set<String>> count(List<Repeat> repeats, Instant now, Instant toldSince);

    Mono<Void> save(AlertWrites writes);

    /**
     * The keys of alerts that end by themselves: nothing was heard of them for long enough, counting only time of which everything
     * that was said has been heard. Oldest first; none of the exceptions.
     */
    Flux<String> dueToEnd(Collection<String> except, int most);

    /** The keys of open alerts with words that nobody was told, and which were told of up to this time; oldest first; none of the exceptions. */
    Flux<String> dueToRetell(Instant toldUntil, Collection<String> except, int most);

    Flux<Past> history(UUID alert);

    Flux<Placed> list(AlertQuery query, int most);

    Mono<Summary> summary();

    /** Deletes alerts that were over before this time, at most so many, and the keys that have no other; answers with how many alerts. */
    Mono<Long> forget(Instant endedBefore, int most);

    /** One line of an alert's history. */
    record Past(Instant at, AlertChange.What what, @Nullable String by, String words) {}

    /** An alert with its place in the list. */
    record Placed(Alert alert, long position) {}

    /** How many are open, by state and severity, and which waits longest for somebody. */
    record Summary(
            Map<AlertState, Map<Severity, Long>> open,
            @Nullable Alert oldestUnacknowledged) {}
}
