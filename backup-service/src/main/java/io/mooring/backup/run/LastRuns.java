package io.mooring.backup.run;

import java.util.Collection;
import java.util.Map;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The newest run of each plan, live where this process takes it. */
@Component
public final class LastRuns {

    private final BackupRuns runs;
    private final RunningBackups runningBackups;

    LastRuns(BackupRuns runs, RunningBackups runningBackups) {
        this.runs = runs;
        this.runningBackups = runningBackups;
    }

    /** By plan id; a plan without runs is not in it. */
    public Mono<Map<String, RunView>> of(Collection<String> planIds) {
        return runs.newest(planIds).map(runningBackups::live).map(RunView::of).collectMap(RunView::planId);
    }
}
