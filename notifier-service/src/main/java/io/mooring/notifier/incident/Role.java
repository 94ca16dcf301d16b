package io.mooring.notifier.incident;

/** Who does what while an incident goes on. */
enum Role {
    COMMANDER,
    COMMUNICATIONS,
    SCRIBE,
    OPERATIONS
}
