package io.mooring.backup.run;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.mooring.backup.BackupTelemetry;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Counts how runs end. */
@Component
final class RunMeters {

    private final MeterRegistry registry;

    RunMeters(MeterRegistry registry, RunningBackups runningBackups) {
        this.registry = registry;
        Gauge.builder(BackupTelemetry.RUNS_RUNNING.meter(), runningBackups, running -> running.all()
                        .size())
                .description(BackupTelemetry.RUNS_RUNNING.description())
                .register(registry);
    }

    void ended(BackupRun run) {
        String state = run.state().word();
        BackupTelemetry.RUNS_ENDED
                .counter(registry, BackupTelemetry.STATE, state)
                .increment();
        if (run.startedAt() != null && run.finishedAt() != null) {
            BackupTelemetry.RUN_DURATION
                    .timer(registry, BackupTelemetry.STATE, state)
                    .record(Duration.between(run.startedAt(), run.finishedAt()));
        }
        if (run.state().hasBackup()) {
            BackupTelemetry.SOURCE_BYTES
                    .counter(registry)
                    .increment(run.progress().sourceBytes());
        }
    }
}
