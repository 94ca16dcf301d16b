package io.mooring.backup.run;

/** Why a backup is stopped before its end. */
enum StopReason {
    /** A person wished so. */
    CANCELLED,
    /** This process is asked to end. */
    SHUTDOWN,
    /** The lease could not be renewed in time, or another took the run over. */
    LEASE_LOST
}
