package io.mooring.backup.run;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The newest run of each plan, live where this process takes it. */
@Component
public final class LastRuns {

    private final BackupRuns runs;
    private final ShowRuns showRuns;

    LastRuns(BackupRuns runs, ShowRuns showRuns) {
        this.runs = runs;
        this.showRuns = showRuns;
    }

    /** By plan id; a plan without runs is not in it. */
    public Mono<Map<String, RunView>> of(Collection<String> planIds) {
        return runs.newest(planIds).collectList().flatMap(showRuns::show).map(shown -> shown.stream()
                .collect(Collectors.toMap(RunView::planId, run -> run)));
    }
}
