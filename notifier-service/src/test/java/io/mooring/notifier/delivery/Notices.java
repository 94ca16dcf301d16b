package io.mooring.notifier.delivery;

import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.notice.Notice;
import java.util.List;

/** Notices to test with. */
final class Notices {

    private Notices() {}

    static Notice of(String eventId, Severity severity) {
        return new Notice(
                eventId,
                "BackupFailed",
                "backup/shop",
                severity,
                "Backup of Shop failed",
                "The database refused.",
                List.of(new Notice.Fact("Run", "r-1")),
                "c-1");
    }
}
