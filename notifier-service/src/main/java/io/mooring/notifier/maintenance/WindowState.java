package io.mooring.notifier.maintenance;

/**
 * How far a window is. Events may come late, twice and in any order: a state is only ever followed by one that stands after
 * it here.
 */
public enum WindowState {
    PLANNED,
    STARTED,
    CANCELLED,
    COMPLETED,
    FAILED;

    public boolean isOver() {
        return switch (this) {
            case PLANNED, STARTED -> false;
            case CANCELLED, COMPLETED, FAILED -> true;
        };
    }

    WindowState orLater(WindowState other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
