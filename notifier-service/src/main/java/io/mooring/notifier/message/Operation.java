package io.mooring.notifier.message;

/** What a delivery does to its conversation at the provider. */
public enum Operation {
    /** Begins it: a new message, an incident, a mail. One that is RESOLVED was over before people could be told: it calls nobody. */
    OPEN,
    /** Shows the newest state in place of the last; calls nobody. */
    UPDATE,
    /** Shows the newest state and calls people: a remark in the thread, a mail. */
    CALL,
    /** Shows that it is over; whoever was called is told so. */
    CLOSE
}
