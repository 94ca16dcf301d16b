package io.mooring.backup.run;

import io.mooring.backup.run.BackupRuns.RunFilter;
import io.mooring.schemas.UuidV7;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Adds a run to the queue. */
@Component
public final class QueueRun {

    private final BackupRuns runs;
    private final QueueBell bell;
    private final RunTiming timing;
    private final InstantSource clock;
    private final UuidV7 ids;

    QueueRun(BackupRuns runs, QueueBell bell, RunTiming timing, InstantSource clock) {
        this.runs = runs;
        this.bell = bell;
        this.timing = timing;
        this.clock = clock;
        this.ids = new UuidV7(clock);
    }

    /**
     * The queued run, in the caller's transaction; {@link BackupRuns.PlanBusy}, {@link BackupRuns.QueueFull}.
     *
     * @param planned the copies it is to make, one at least
     */
    public Mono<BackupRun> add(RunRequest request, List<RunCopy> planned) {
        return nextId().flatMap(id -> {
            BackupRun queued = BackupRun.queued(id, request, planned, clock.instant());
            return runs.add(queued, timing.queueLimit()).thenReturn(queued);
        });
    }

    /** After all that are there, although the clock may have gone back since: which run is the newest, its id says. */
    private Mono<String> nextId() {
        return runs.list(new RunFilter(null, null, null, 1))
                .collectList()
                .map(newest -> newest.isEmpty()
                        ? ids.next()
                        : ids.nextAfter(UUID.fromString(newest.getFirst().id())))
                .map(UUID::toString);
    }

    /** To be called after the commit: the run starts now and not at the next look. */
    public void announce() {
        bell.ring();
    }
}
