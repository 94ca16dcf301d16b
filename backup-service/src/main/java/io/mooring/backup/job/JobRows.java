package io.mooring.backup.job;

import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Jobs as those see them who work on them. A change by a former holder is refused. */
interface JobRows extends Jobs {

    /** Takes the job of these kinds that has waited longest, or whose owner has been silent for too long. Empty when there is none. */
    Mono<HeldJob> claim(Collection<String> kinds, JobLease lease, Instant now);

    /** Empty when the lease is another's or the job is gone. */
    Mono<HeldJob> renew(String id, JobLease lease);

    /** Locks the job until the transaction ends. False when the owner no longer holds it. */
    Mono<Boolean> holds(String id, String owner);

    /** Lets the job go, to be claimed again from {@code notBefore} on. */
    Mono<Boolean> release(String id, String owner, Instant notBefore, boolean brokeDown);

    /** The job is done. False when the owner no longer holds it. */
    Mono<Boolean> remove(String id, String owner);

    /** @param owner one claim by one process: never used twice */
    record JobLease(String owner, Instant until) {}

    /**
     * @param breakdowns how often it broke before
     * @param cancelledBy who wished it to end; null while nobody did
     */
    record HeldJob(
            Job job,
            JobLease lease,
            int breakdowns,
            @Nullable String cancelledBy) {}
}
