package io.mooring.backup.verify;

import java.time.Instant;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Which backups are known to be good. Retention never removes the newest one that is; recovery chooses from them. "Verified" is the
 * strongest there is of a plan: where restore tests have proven backups, those; else those whose bytes were re-read.
 */
public interface VerifiedRuns {

    /** The plan's newest backup whose data came back from a restore test as they were. Empty when there is none. */
    Mono<VerifiedRun> newestProven(String planId);

    /** The plan's newest verified backup: proven if any is, else re-read. Empty when nothing is known of any. */
    Mono<VerifiedRun> newestVerified(String planId);

    /** Every backup of the plan with at least one copy that is present or proven, newest first, once each. */
    Flux<VerifiedRun> verified(String planId);

    /**
     * A good backup.
     *
     * @param takenAt when it began
     * @param proven whether its data were restored and compared; else its bytes were re-read only
     * @param verifiedAt when that was found out
     */
    record VerifiedRun(String runId, String planId, Instant takenAt, boolean proven, Instant verifiedAt) {}
}
