package io.mooring.notifier.alert;

/**
 * How far an episode is.
 *
 * <pre>
 * FIRING ◄──────► ACKNOWLEDGED     (back when it becomes graver, or the person gives it back)
 *    └──► RESOLVED ◄──┘            (the end: what comes after is another episode)
 * </pre>
 */
public enum AlertState {
    FIRING,
    ACKNOWLEDGED,
    RESOLVED;

    boolean mayBecome(AlertState next) {
        return switch (this) {
            case FIRING -> true;
            case ACKNOWLEDGED -> next != ACKNOWLEDGED;
            case RESOLVED -> false;
        };
    }
}
