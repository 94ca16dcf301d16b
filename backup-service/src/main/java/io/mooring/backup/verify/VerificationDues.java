package io.mooring.backup.verify;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** When each plan is to be verified next. Takes part in the caller's transaction. */
public interface VerificationDues {

    /**
     * A plan's timetable for one kind.
     *
     * @param schedule in words that change exactly when the schedule does
     * @param nextDueAt null when it is never due
     * @param lastDueAt the last due time that came; null when none has: what was due then should be done by now
     */
    record Due(
            String planId,
            VerificationKind kind,
            String schedule,
            @Nullable Instant nextDueAt,
            @Nullable Instant lastDueAt) {}

    /** Replaces all by these; one whose schedule is as before keeps its times, so that a time missed stays due. */
    Mono<Void> declare(List<Due> dues);

    Flux<Due> all();

    /** Moves a due time on, and remembers the one that came. Of several instances only the first moves it. */
    Mono<Boolean> move(Due seen, @Nullable Instant next);

    /** The clock went back: sooner than noted. Nothing was due at a time that has not come. */
    Mono<Boolean> bringBack(Due seen, Instant sooner, Instant now);
}
