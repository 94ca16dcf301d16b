package io.mooring.backup.run;

import io.mooring.backup.pipeline.BackupJob;

/** What a run has to do, with the secrets that no run carries. */
@FunctionalInterface
public interface BackupJobs {

    /**
     * Everything the pipeline needs.
     *
     * @throws JobUnavailable when the plan is gone or one of its parts cannot be used
     */
    BackupJob forRun(BackupRun run) throws JobUnavailable;

    /** The run cannot begin; the message says why, in words. */
    final class JobUnavailable extends Exception {
        public JobUnavailable(String message) {
            super(message);
        }
    }
}
