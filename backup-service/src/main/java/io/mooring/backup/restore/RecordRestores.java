package io.mooring.backup.restore;

import io.micrometer.core.instrument.MeterRegistry;
import io.mooring.backup.BackupTelemetry;
import io.mooring.backup.job.JobControl;
import io.mooring.backup.run.RunFailure;
import io.mooring.platform.events.outbox.Outbox;
import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Ends a restore, its job and tells of it in one transaction: all are true afterwards, or none. */
@Component
final class RecordRestores {

    private final Outbox outbox;
    private final MeterRegistry meters;

    RecordRestores(Outbox outbox, MeterRegistry meters) {
        this.outbox = outbox;
        this.meters = meters;
    }

    /** Blocking. */
    void end(RunningRestore running, JobControl control, Restore after) {
        control.finish(running.replace(running.now(), after)
                .then(Mono.defer(() -> outbox.append(RestoreEvents.ended(after)))));
        count(after);
    }

    private void count(Restore after) {
        String state = after.state().word();
        RunFailure failure = after.failure();
        String plan = after.request().planId();
        String chosen = after.locationId();
        String location = chosen == null ? BackupTelemetry.UNKNOWN : chosen;
        BackupTelemetry.RESTORES_ENDED
                .counter(
                        meters,
                        BackupTelemetry.PLAN,
                        plan,
                        BackupTelemetry.LOCATION,
                        location,
                        BackupTelemetry.STATE,
                        state,
                        BackupTelemetry.REASON,
                        failure == null ? BackupTelemetry.NONE : failure.code())
                .increment();
        Duration took = after.took();
        if (took != null) {
            BackupTelemetry.RESTORE_DURATION
                    .timer(
                            meters,
                            BackupTelemetry.PLAN,
                            plan,
                            BackupTelemetry.LOCATION,
                            location,
                            BackupTelemetry.STATE,
                            state)
                    .record(took);
        }
        if (after.state() == RestoreState.COMPLETED) {
            BackupTelemetry.RESTORED_BYTES
                    .counter(meters, BackupTelemetry.PLAN, plan, BackupTelemetry.LOCATION, location)
                    .increment(after.progress().bytes());
        }
    }
}
