package io.mooring.backup.retention;

import io.micrometer.core.instrument.MeterRegistry;
import io.mooring.backup.BackupTelemetry;
import io.mooring.backup.job.JobControl;
import io.mooring.platform.events.BlockingBridge;
import io.mooring.platform.events.outbox.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Deletes what is noted as let go, by rules or by persons, and tells of it. Two that do it at once delete nothing twice. */
@Component
final class DeleteLetGo {

    private static final Logger LOG = LoggerFactory.getLogger(DeleteLetGo.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RetainedBackups backups;
    private final DeleteBackup deleteBackup;
    private final NoteLocks noteLocks;
    private final Outbox outbox;
    private final InstantSource clock;
    private final MeterRegistry meters;

    DeleteLetGo(
            RetainedBackups backups,
            DeleteBackup deleteBackup,
            NoteLocks noteLocks,
            Outbox outbox,
            InstantSource clock,
            MeterRegistry meters) {
        this.backups = backups;
        this.deleteBackup = deleteBackup;
        this.noteLocks = noteLocks;
        this.outbox = outbox;
        this.clock = clock;
        this.meters = meters;
    }

    /** Blocking. */
    void ofPlan(String planId, JobControl control) throws InterruptedException {
        List<Expiry> unfinished = Objects.requireNonNull(
                BlockingBridge.await(backups.unfinished(planId).collectList(), PATIENCE));
        for (Expiry expiry : unfinished) {
            try {
                note(expiry, deleteBackup.delete(expiry), control);
            } catch (StillLocked locked) {
                LOG.warn("Backup {} of plan {} stays: {}", expiry.runId(), planId, locked.getMessage());
                control.record(backups.keepAfterAll(expiry.runId()));
                noteLocks.stored(expiry.runId());
            }
        }
    }

    private void note(Expiry expiry, DeleteBackup.Deleted deleted, JobControl control) {
        Instant now = clock.instant();
        // The world hears of it once, however often a location has to be asked again.
        control.record(backups.deleted(expiry.runId(), now, deleted.freedBytes(), deleted.left())
                .flatMap(first -> first
                        ? outbox.append(RetentionEvents.expired(expiry, deleted, now))
                                .thenReturn(true)
                        : Mono.just(false)));
        BackupTelemetry.EXPIRED_BYTES
                .counter(meters, BackupTelemetry.PLAN, expiry.planId())
                .increment(deleted.freedBytes());
        if (expiry.expiredAt() == null) {
            LOG.info("Backup {} of plan {} is let go: {}", expiry.runId(), expiry.planId(), expiry.reason());
        } else if (deleted.left().isEmpty()) {
            LOG.info("What was left of backup {} of plan {} is deleted too", expiry.runId(), expiry.planId());
        }
    }
}
