package io.mooring.local.bench;

import io.mooring.events.backup.BackupFailed;
import io.mooring.events.backup.BackupStarted;
import io.mooring.events.backup.BackupTrigger;
import io.mooring.events.backup.RunPhase;
import io.mooring.events.backup.SourceKind;
import io.mooring.events.common.Failure;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Events as backup-service writes them. */
final class BenchEvents {

    private BenchEvents() {}

    /** Critical: the notifier tells Slack. */
    static BackupFailed failed(String plan) {
        return failure(plan).build();
    }

    /** Background: of interest to the notifier, which notes it in its inbox, but not urgent enough for the benchmark's Slack. */
    static BackupFailed cancelled(String plan) {
        return failure(plan).setCancelledBy("somebody").build();
    }

    private static BackupFailed.Builder failure(String plan) {
        return BackupFailed.newBuilder()
                .setRunId(UUID.randomUUID().toString())
                .setPlanId(plan)
                .setPlanName(plan)
                .setTrigger(BackupTrigger.SCHEDULE)
                .setSourceKind(SourceKind.POSTGRES_DUMP)
                .setSourceName("shop")
                .setFailedAt(Instant.now())
                .setPhase(RunPhase.DUMPING)
                .setFailure(Failure.newBuilder()
                        .setCode("location-full")
                        .setMessage("The disk of the location is full.")
                        .setRemedy("Free some space, then start the backup again.")
                        .build())
                .setSourceBytes(1)
                .setCopies(List.of());
    }

    /** Background: the notifier reads it and passes it over. */
    static BackupStarted started(String plan) {
        return BackupStarted.newBuilder()
                .setRunId(UUID.randomUUID().toString())
                .setPlanId(plan)
                .setPlanName(plan)
                .setTrigger(BackupTrigger.SCHEDULE)
                .setSourceKind(SourceKind.POSTGRES_DUMP)
                .setSourceName("shop")
                .setQueuedAt(Instant.now())
                .setStartedAt(Instant.now())
                .setLocationIds(List.of("bucket", "folder"))
                .build();
    }
}
