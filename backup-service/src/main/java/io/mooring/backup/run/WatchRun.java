package io.mooring.backup.run;

import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Follows a run to its end, wherever it runs. */
@Component
final class WatchRun {

    /** Four times a second, when this process takes the backup and so knows it without asking. */
    static final Duration LOOK = Duration.ofMillis(250);

    /** The owner writes once a second: asking oftener finds nothing new. */
    private static final int LOOKS_PER_READ = 4;

    private final BackupRuns runs;
    private final RunningBackups runningBackups;

    WatchRun(BackupRuns runs, RunningBackups runningBackups) {
        this.runs = runs;
        this.runningBackups = runningBackups;
    }

    /** The run now and at every change, at most four times a second; completes after its end. A slow reader misses some. */
    Flux<BackupRun> watch(BackupRun first) {
        Flux<BackupRun> later = Flux.interval(LOOK).onBackpressureDrop().concatMap(look -> look(first.id(), look), 1);
        return Flux.concat(Mono.just(first), later).distinctUntilChanged().takeUntil(run -> run.state()
                .isOver());
    }

    private Mono<BackupRun> look(String id, long look) {
        return Mono.justOrEmpty(runningBackups.find(id))
                .map(running -> running.run().reporting(running.report()))
                .switchIfEmpty(
                        look % LOOKS_PER_READ == 0
                                ? Mono.defer(() -> runs.find(id)).map(runningBackups::live)
                                : Mono.empty());
    }
}
