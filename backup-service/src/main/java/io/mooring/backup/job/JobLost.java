package io.mooring.backup.job;

/** The job is another's by now, or over: what its former owner found out no longer counts. */
public final class JobLost extends RuntimeException {

    public JobLost(String jobId) {
        super("the job " + jobId + " was taken over or ended meanwhile", null, false, false);
    }
}
