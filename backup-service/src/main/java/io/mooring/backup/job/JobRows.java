package io.mooring.backup.job;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Jobs as those see them who work on them. A change by a former holder is refused. */
interface JobRows extends Jobs {

    /** Longer than any pause after a breakdown. One that is longer was meant by a clock that has gone back since. */
    Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    /**
     * Takes the job of these kinds that has waited longest, or whose owner has been silent for too long. Only those wait for their time that
     * broke down before. Empty when there is none.
     */
    Mono<HeldJob> claim(Collection<String> kinds, JobLease lease, Instant now);

    /** Empty when the lease is another's or the job is gone. */
    Mono<HeldJob> renew(String id, JobLease lease);

    /** Locks the job until the transaction ends. False when the owner no longer holds it. */
    Mono<Boolean> holds(String id, String owner);

    /** Lets the job go, to be claimed again; one that ever broke down from {@code notBefore} on. */
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
