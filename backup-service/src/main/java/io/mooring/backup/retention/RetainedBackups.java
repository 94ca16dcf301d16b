package io.mooring.backup.retention;

import io.mooring.backup.run.LetGo;
import io.mooring.backup.run.LetGoBackups;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The backups that are there, those that are held, and those that are let go. Takes part in the caller's transaction. */
interface RetainedBackups extends LetGoBackups {

    /** A plan's backups that nothing has let go; {@code proof} is null and {@code inUse} false: others know. */
    Flux<KeptBackup> of(String planId);

    /** By run id. */
    Mono<Map<String, Hold>> holds(String planId);

    /** The plan whose backup the run has; empty when it has none, or none any more. */
    Mono<String> planOf(String runId);

    /** Holds a backup, or changes the reason. False when it is being let go. */
    Mono<Boolean> hold(String runId, Hold hold);

    /** False when it was not held. */
    Mono<Boolean> release(String runId);

    /** Nobody begins to read the backup or another of its chain until the transaction ends. False when there is no such run. */
    Mono<Boolean> lock(String runId);

    /** Lets a backup go. False when it is held meanwhile, or let go already. */
    Mono<Boolean> expire(String runId, Grounds grounds, Instant now);

    /** Those with objects left to delete. */
    Flux<Expiry> unfinished(String planId);

    /** Notes what was deleted. True when it is noted for the first time. */
    Mono<Boolean> deleted(String runId, Instant expiredAt, long freedBytes, List<LetGo.Remaining> left);

    /** Takes back that a backup was let go, of which nothing was deleted. */
    Mono<Void> keepAfterAll(String runId);

    /** The database's clock. */
    Mono<Instant> now();
}
