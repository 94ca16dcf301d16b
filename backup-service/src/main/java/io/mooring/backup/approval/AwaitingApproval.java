package io.mooring.backup.approval;

import java.time.Duration;
import java.time.Instant;
import reactor.core.publisher.Mono;

/** Requests of one kind that wait until another person decides. */
public interface AwaitingApproval {

    /**
     * Ends those that were made before this time and that nobody decided on.
     *
     * @param after how long they waited at least
     * @return how many were ended
     */
    Mono<Long> expire(Instant requestedBefore, Duration after);
}
