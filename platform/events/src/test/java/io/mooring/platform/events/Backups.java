package io.mooring.platform.events;

import io.mooring.events.backup.BackupStarted;
import io.mooring.events.backup.BackupTrigger;
import io.mooring.events.backup.SourceKind;
import io.mooring.schemas.TopicCatalogue;
import java.time.Instant;
import java.util.List;

/** Events to test with. */
public final class Backups {

    private Backups() {}

    public static OutgoingEvent started(String topic, String planId, String runId) {
        return OutgoingEvent.of(topic, planId, record(planId, runId));
    }

    public static OutgoingEvent started(String planId, String runId) {
        return started(TopicCatalogue.BACKUP_RUNS, planId, runId);
    }

    public static BackupStarted record(String planId, String runId) {
        Instant now = Instant.parse("2026-03-01T02:00:00Z");
        return BackupStarted.newBuilder()
                .setRunId(runId)
                .setPlanId(planId)
                .setPlanName("shop")
                .setTrigger(BackupTrigger.SCHEDULE)
                .setSourceKind(SourceKind.POSTGRES_DUMP)
                .setSourceName("shop")
                .setQueuedAt(now)
                .setStartedAt(now)
                .setLocationIds(List.of("s3"))
                .build();
    }
}
