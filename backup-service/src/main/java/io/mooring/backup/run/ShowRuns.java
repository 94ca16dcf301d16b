package io.mooring.backup.run;

import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Runs as they are now: how far a running one is, and whether the backup of an old one is still there. */
@Component
final class ShowRuns {

    private final RunningBackups runningBackups;
    private final LetGoBackups letGo;

    ShowRuns(RunningBackups runningBackups, LetGoBackups letGo) {
        this.runningBackups = runningBackups;
        this.letGo = letGo;
    }

    Mono<RunView> show(BackupRun run) {
        return show(List.of(run)).map(List::getFirst);
    }

    /** In the given order. */
    Mono<List<RunView>> show(List<BackupRun> runs) {
        List<String> backups = runs.stream()
                .filter(run -> run.state().hasBackup())
                .map(BackupRun::id)
                .toList();
        Mono<Map<String, LetGo>> gone = backups.isEmpty() ? Mono.just(Map.of()) : letGo.among(backups);
        return gone.map(found -> runs.stream()
                .map(run -> RunView.of(runningBackups.live(run)).letGo(found.get(run.id())))
                .toList());
    }
}
