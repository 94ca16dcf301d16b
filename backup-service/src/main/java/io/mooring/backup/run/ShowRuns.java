package io.mooring.backup.run;

import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Runs as they are now: how far a running one is, and whether the backup of an old one is still there. */
@Component
final class ShowRuns {

    private final RunningBackups runningBackups;
    private final LetGoBackups letGo;
    private final CopyLocks locks;

    ShowRuns(RunningBackups runningBackups, LetGoBackups letGo, CopyLocks locks) {
        this.runningBackups = runningBackups;
        this.letGo = letGo;
        this.locks = locks;
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
        if (backups.isEmpty()) {
            return Mono.just(
                    runs.stream().map(runningBackups::live).map(RunView::of).toList());
        }
        return Mono.zip(letGo.among(backups), locks.of(backups).collectList()).map(found -> runs.stream()
                .map(run -> RunView.of(runningBackups.live(run))
                        .letGo(found.getT1().get(run.id()))
                        .locked(found.getT2()))
                .toList());
    }
}
