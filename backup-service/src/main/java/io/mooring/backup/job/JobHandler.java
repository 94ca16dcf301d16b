package io.mooring.backup.job;

/** Does the jobs of one kind. */
public interface JobHandler {

    String kind();

    /** How many jobs of the kind this process does at a time; 0 when it cannot do them, and then another instance must. */
    int concurrent();

    /**
     * Does the job, blocking, on a virtual thread, inside of the job's trace and correlation id. Ends with
     * {@link JobControl#finish}. May be called again for a job that was begun before ({@link Job#attempt()} over 1): find out first
     * what is true by now.
     *
     * @throws InterruptedException when it is to stop, for {@link JobControl#stopReason()}; a shut-down or lost job is then let go
     * @throws RuntimeException when something nobody expected broke: it is tried again later, and given up at last
     */
    void carryOut(Job job, JobControl control) throws InterruptedException;

    /** The job broke too often; record that it failed, and end with {@link JobControl#finish}. */
    void giveUp(Job job, JobControl control, RuntimeException cause);
}
