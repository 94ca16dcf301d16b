package io.mooring.backup.fresh;

import io.mooring.events.backup.BackupOverdue;
import io.mooring.events.backup.OverdueKind;
import io.mooring.platform.events.OutgoingEvent;
import io.mooring.schemas.TopicCatalogue;
import java.time.Instant;

/** What the world is told of what did not happen. */
final class FreshEvents {

    private FreshEvents() {}

    static OutgoingEvent overdue(Overdue overdue, Instant now) {
        Expected expected = overdue.expected();
        return OutgoingEvent.of(
                TopicCatalogue.BACKUP_RUNS,
                expected.planId(),
                BackupOverdue.newBuilder()
                        .setPlanId(expected.planId())
                        .setPlanName(expected.planName())
                        .setKind(kind(expected.kind()))
                        .setExpectedAt(overdue.since())
                        .setGraceMillis(expected.grace().toMillis())
                        .setLastCompletedAt(expected.lastDoneAt())
                        .setDetectedAt(now)
                        .build());
    }

    private static OverdueKind kind(Expected.Kind kind) {
        return switch (kind) {
            case BACKUP -> OverdueKind.BACKUP;
            case RESTORE_TEST -> OverdueKind.RESTORE_TEST;
            case RECOVERY_DRILL -> OverdueKind.RECOVERY_DRILL;
        };
    }
}
