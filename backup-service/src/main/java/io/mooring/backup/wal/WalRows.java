package io.mooring.backup.wal;

import io.mooring.backup.source.ClusterCanary;
import java.time.Instant;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What WAL there is and where, and how it stands with it. Takes part in the caller's transaction. */
public interface WalRows {

    /** Notes an object that is sealed and may be stored from now on; one of that name that no location has is replaced. */
    Mono<Void> sealed(String planId, WalObject object);

    /** Notes that a location has it. Nothing happens when that is known already. */
    Mono<Void> stored(String planId, String name, String locationId, Instant at);

    /** Notes that a location no longer has it; an object that none has is forgotten. */
    Mono<Void> removed(String planId, String name, String locationId);

    /** Forgets an object that no location has; nothing happens when one has it. */
    Mono<Void> forget(String planId, String name);

    /** Everything that is sealed or stored, in {@link WalObject#ORDER}. */
    Flux<StoredWal> all(String planId);

    /** Segments that at least one location has, whole or as far as they are filled. */
    Flux<WalContinuity.Stored> segments(String planId);

    /** Histories that at least one location has. */
    Flux<TimelineHistory> histories(String planId);

    /** Replaces the plan's report. */
    Mono<Void> report(WalReport report);

    /** The last report; empty when there never was one. */
    Mono<WalReport> report(String planId);

    /** Notes a canary that was committed, and forgets those that lie before all WAL that is known. */
    Mono<Void> canary(String planId, ClusterCanary canary);

    /** The newest canaries up to this position, at most so many, oldest first. */
    Flux<ClusterCanary> canaries(String planId, Lsn upTo, int limit);

    /** Notes that an alarm is raised. False when it was raised already. */
    Mono<Boolean> raise(String planId, String alarm, Instant at);

    /** Notes that an alarm is over. Since when it was raised; empty when it was not. */
    Mono<Instant> lower(String planId, String alarm);
}
