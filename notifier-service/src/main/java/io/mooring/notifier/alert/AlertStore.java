package io.mooring.notifier.alert;

import java.time.Instant;
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
     * @param keys without an entry in the answer when never heard of and not among {@code mayBegin}
     * @param mayBegin those that get a row when they have none
     */
    Mono<Map<String, KeyState>> lock(Set<String> keys, Set<String> mayBegin);

    Mono<Void> save(AlertWrites writes);

    /** The keys of alerts that end by themselves by now, oldest first. */
    Flux<String> dueToEnd(Instant now, int most);

    Flux<Past> history(UUID alert);

    Flux<Placed> list(AlertQuery query, int most);

    Mono<Summary> summary();

    /** Deletes alerts that were over before this time; at most so many. */
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
