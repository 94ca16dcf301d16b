package io.mooring.backup.wal;

import io.mooring.backup.job.JobControl;
import java.time.InstantSource;

/** What shippers find out, in the database, and what follows from it for the recovery point. Safe for concurrent use. */
final class WalNotes implements ShipToLocation.Note {

    private final WalTask task;
    private final WalRows rows;
    private final JobControl control;
    private final InstantSource clock;
    private final RecoveryPoints points;
    private final ReportWal reporting;
    private volatile long beginning = -1;

    WalNotes(
            WalTask task,
            WalRows rows,
            JobControl control,
            InstantSource clock,
            RecoveryPoints points,
            ReportWal reporting) {
        this.task = task;
        this.rows = rows;
        this.control = control;
        this.clock = clock;
        this.points = points;
        this.reporting = reporting;
    }

    @Override
    public void stored(WalObject object, String location) {
        control.record(rows.stored(task.planId(), object.name(), location, clock.instant())
                .thenReturn(true));
        points.stored(location, object);
        if (object.kind() != WalKind.PARTIAL || object.number() != beginning) {
            // The first of a segment shows at once whether it follows the one before.
            beginning = object.number();
            reporting.segmentStored();
        }
    }

    @Override
    public void removed(WalObject object, String location) {
        control.record(rows.removed(task.planId(), object.name(), location).thenReturn(true));
    }

    @Override
    public void lost(WalObject object) {
        control.record(rows.forget(task.planId(), object.name()).thenReturn(true));
    }
}
