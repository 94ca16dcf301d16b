package io.mooring.backup.drill;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** When the next drill is due. Takes part in the caller's transaction. */
public interface DrillDues {

    /**
     * The timetable of drills.
     *
     * @param schedule in words that change exactly when the schedule does
     * @param nextDueAt null when none is ever due
     * @param lastDueAt the last due time that came; null when none has: what was due then should be done by now
     * @param lastDoneAt when a drill last came to an answer in test or execute mode; null when never before the time of asking
     */
    record Due(
            String schedule,
            @Nullable Instant nextDueAt,
            @Nullable Instant lastDueAt,
            @Nullable Instant lastDoneAt) {}

    /** One whose schedule is as before keeps its times, so that a time missed stays due. */
    Mono<Void> declare(String schedule, @Nullable Instant next);

    /** Empty before any was declared. What was done later than now was done before the clock went back, nobody knows when. */
    Mono<Due> get(Instant now);

    /** Moves the due time on, and remembers the one that came. Of several instances only the first moves it. */
    Mono<Boolean> move(Due seen, @Nullable Instant next);

    /** The clock went back: sooner than noted. Nothing was due at a time that has not come. */
    Mono<Boolean> bringBack(Due seen, Instant sooner, Instant now);
}
