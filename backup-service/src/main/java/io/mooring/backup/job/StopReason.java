package io.mooring.backup.job;

/** Why work on a job is stopped before its end. */
public enum StopReason {
    /** A person wished so. */
    CANCELLED,
    /** This process is asked to end; the job goes on elsewhere or later. */
    SHUTDOWN,
    /** The lease could not be renewed in time, or another took the job over. */
    LEASE_LOST
}
