package io.mooring.backup.run;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.mooring.backup.BackupTelemetry;
import io.mooring.backup.location.LocationFault;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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

    /** @param faults why locations have no copy, as far as it is known here */
    void ended(BackupRun run, Map<String, LocationFault> faults) {
        String plan = run.request().planId();
        String state = run.state().word();
        RunFailure failure = run.failure();
        String reason = failure == null ? BackupTelemetry.NONE : failure.code();
        BackupTelemetry.RUNS_ENDED
                .counter(
                        registry,
                        BackupTelemetry.PLAN,
                        plan,
                        BackupTelemetry.STATE,
                        state,
                        BackupTelemetry.REASON,
                        reason)
                .increment();
        if (run.startedAt() != null && run.finishedAt() != null) {
            BackupTelemetry.RUN_DURATION
                    .timer(registry, BackupTelemetry.PLAN, plan, BackupTelemetry.STATE, state)
                    .record(Duration.between(run.startedAt(), run.finishedAt()));
        }
        if (run.state().hasBackup()) {
            BackupTelemetry.SOURCE_BYTES
                    .counter(registry, BackupTelemetry.PLAN, plan)
                    .increment(run.progress().sourceBytes());
        }
        run.copies().forEach(copy -> ended(plan, copy, faults.get(copy.locationId())));
    }

    private void ended(String plan, RunCopy copy, @Nullable LocationFault fault) {
        String location = copy.locationId();
        BackupTelemetry.COPIES_ENDED
                .counter(
                        registry,
                        BackupTelemetry.PLAN,
                        plan,
                        BackupTelemetry.LOCATION,
                        location,
                        BackupTelemetry.STATE,
                        copy.isStored() ? "stored" : "failed",
                        BackupTelemetry.REASON,
                        copy.isStored() ? BackupTelemetry.NONE : word(fault))
                .increment();
        if (copy.isStored()) {
            BackupTelemetry.STORED_BYTES
                    .counter(registry, BackupTelemetry.PLAN, plan, BackupTelemetry.LOCATION, location)
                    .increment(copy.bytes());
        }
    }

    private static String word(@Nullable LocationFault fault) {
        return fault == null
                ? BackupTelemetry.UNKNOWN
                : fault.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
