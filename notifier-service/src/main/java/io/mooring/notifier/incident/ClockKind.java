package io.mooring.notifier.incident;

/** What falls due. An incident has at most one clock of a kind. */
enum ClockKind {
    /** Somebody should have responded. */
    RESPONSE,
    /** The next level is called. */
    ESCALATION,
    /** People want to hear how it stands. */
    UPDATE,
    /** Customers should have been told. */
    CUSTOMER_NOTICE,
    /** All its alerts are over, and it is not resolved. */
    RESOLUTION,
    /** What was learned should be, or should have been, written down. */
    POST_MORTEM
}
