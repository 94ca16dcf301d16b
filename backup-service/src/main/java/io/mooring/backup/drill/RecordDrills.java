package io.mooring.backup.drill;

import io.micrometer.core.instrument.MeterRegistry;
import io.mooring.backup.BackupSettings;
import io.mooring.backup.BackupTelemetry;
import io.mooring.backup.job.JobLost;
import io.mooring.platform.events.outbox.Outbox;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Writes down what becomes of a drill, and tells of its end. In the caller's transaction. */
@Component
final class RecordDrills {

    private final Drills drills;
    private final Outbox outbox;
    private final BackupSettings settings;
    private final MeterRegistry meters;

    RecordDrills(Drills drills, Outbox outbox, BackupSettings settings, MeterRegistry meters) {
        this.drills = drills;
        this.outbox = outbox;
        this.settings = settings;
        this.meters = meters;
    }

    /** {@link JobLost} when the drill is not as it was read any more. */
    Mono<Drill> moved(Drill before, Drill after) {
        return Mono.defer(() -> drills.change(before, after))
                .filter(Boolean::booleanValue)
                .switchIfEmpty(Mono.error(() -> new JobLost(before.id())))
                .thenReturn(after);
    }

    /** The end; with an event when it came to an answer. */
    Mono<Drill> ended(Drill before, Drill over) {
        var runbook = settings.drills().runbook();
        return moved(before, over)
                .then(Mono.defer(() -> over.state().isAnswered()
                        ? outbox.append(DrillEvents.completed(over, runbook == null ? null : runbook.toString()))
                        : Mono.empty()))
                .thenReturn(over)
                .doOnNext(this::count);
    }

    private void count(Drill over) {
        BackupTelemetry.DRILLS_ENDED
                .counter(
                        meters,
                        "scenario",
                        over.request().scenario().word(),
                        "mode",
                        over.request().mode().word(),
                        BackupTelemetry.STATE,
                        over.state().word())
                .increment();
    }
}
