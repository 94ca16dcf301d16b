package io.mooring.backup.run;

import io.mooring.backup.pipeline.BackupOutcome;

/** How the work on a run ended, before it is recorded. */
sealed interface Ending {

    record Stored(BackupOutcome outcome) implements Ending {}

    record Failed(RunFailure failure) implements Ending {}

    record Cancelled() implements Ending {}
}
