package io.mooring.backup.plan;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The plans that the settings declare, and when each is due next. Takes part in the caller's transaction. */
public interface BackupPlans {

    /** Replaces all plans by these, in one transaction; plans that are not among them are retired. */
    Mono<Void> declare(List<BackupPlan> plans, Instant now);

    /** Not the retired ones; by name. */
    Flux<BackupPlan> all();

    /** Empty for an unknown or retired one. */
    Mono<BackupPlan> find(String id);

    /** Enabled plans whose time has come. */
    Flux<BackupPlan> due(Instant now);

    /**
     * Moves a due time on.
     *
     * @param seen the plan as read: of several instances only the first moves it
     * @return whether it was moved by this call
     */
    Mono<Boolean> moveDue(BackupPlan seen, @Nullable Instant next);
}
