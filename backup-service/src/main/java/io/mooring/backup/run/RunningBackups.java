package io.mooring.backup.run;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** The backups that this process is taking. */
@Component
final class RunningBackups {

    private final Map<String, RunningBackup> byRunId = new ConcurrentHashMap<>();

    void add(RunningBackup running) {
        byRunId.put(running.run().id(), running);
    }

    void remove(RunningBackup running) {
        byRunId.remove(running.run().id(), running);
    }

    Optional<RunningBackup> find(String runId) {
        return Optional.ofNullable(byRunId.get(runId));
    }

    Collection<RunningBackup> all() {
        return List.copyOf(byRunId.values());
    }

    /** The run with what this process knows better than the database: how far it is right now. */
    BackupRun live(BackupRun stored) {
        return find(stored.id())
                .map(running -> stored.reporting(running.report()))
                .orElse(stored);
    }
}
