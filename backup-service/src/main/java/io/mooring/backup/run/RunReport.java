package io.mooring.backup.run;

import io.mooring.backup.pipeline.Phase;
import java.util.List;

/** What a running backup says of itself: the changing part of a {@link BackupRun}. */
record RunReport(Phase phase, RunProgress progress, List<RunCopy> copies) {

    RunReport {
        copies = List.copyOf(copies);
    }
}
