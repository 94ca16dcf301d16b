package io.mooring.backup.verify;

import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The verifications there were and are, and what is known of each copy by them. Takes part in the caller's transaction. */
public interface Verifications {

    Mono<Void> add(Verification queued);

    /** Replaces it unless its state changed meanwhile. */
    Mono<Boolean> change(Verification before, Verification after);

    Mono<Verification> find(String id);

    /** Newest first. */
    Flux<Verification> list(VerificationFilter filter);

    /** Those of these runs that no verification of the kind was ever made or queued for. */
    Flux<String> neverVerified(Collection<String> runIds, VerificationKind kind);

    /** When a verification of the kind last came to an answer for the plan. Empty when never. */
    Mono<Instant> lastDone(String planId, VerificationKind kind);

    /** Keeps what is known of a copy; what the verification did not look at stays. */
    Mono<Void> note(CopyVerdict verdict);

    /**
     * What is known of the copies of this plan, newest backups first; of all plans when null. Backups that are let go are none any more: they are
     * left out.
     */
    Flux<CopyVerdict> verdicts(@Nullable String planId);

    /**
     * Which ones to list.
     *
     * @param olderThan only those before the one with this id; null for the newest
     */
    record VerificationFilter(
            @Nullable String planId,
            @Nullable String runId,
            @Nullable VerificationKind kind,
            @Nullable String olderThan,
            int limit) {}
}
