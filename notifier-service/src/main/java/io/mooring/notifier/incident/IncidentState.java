package io.mooring.notifier.incident;

/**
 * How far an incident is.
 *
 * <pre>
 * OPEN ──► RESPONDING ──► RESOLVED ──► CLOSED
 *  ▲ └──────────────────────▲ │
 *  ├── handed back ◄──┘       │
 *  └──────── reopened ────────┘      (somebody must respond again)
 * </pre>
 */
enum IncidentState {
    /** Nobody has responded. */
    OPEN,
    /** Somebody is on it. */
    RESPONDING,
    /** It is over; what is left is to tell and to learn. */
    RESOLVED,
    /** Nothing is left to do. */
    CLOSED;

    boolean mayBecome(IncidentState next) {
        return switch (this) {
            case OPEN -> next == RESPONDING || next == RESOLVED;
            case RESPONDING -> next == RESOLVED || next == OPEN;
            case RESOLVED -> next == CLOSED || next == OPEN;
            case CLOSED -> false;
        };
    }

    /** Whether people still work on the disturbance itself. */
    boolean isGoingOn() {
        return switch (this) {
            case OPEN, RESPONDING -> true;
            case RESOLVED, CLOSED -> false;
        };
    }
}
