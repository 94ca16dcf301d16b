package io.mooring.backup.run;

import io.mooring.schemas.UuidV7;
import java.time.InstantSource;
import java.util.List;
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
        return Mono.defer(() -> {
            BackupRun queued = BackupRun.queued(ids.next().toString(), request, planned, clock.instant());
            return runs.add(queued, timing.queueLimit()).thenReturn(queued);
        });
    }

    /** To be called after the commit: the run starts now and not at the next look. */
    public void announce() {
        bell.ring();
    }
}
