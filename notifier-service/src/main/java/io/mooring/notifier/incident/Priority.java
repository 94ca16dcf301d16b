package io.mooring.notifier.incident;

import io.mooring.notifier.alert.Severity;

/** How fast somebody must respond, the most urgent first. */
public enum Priority {
    P0,
    P1,
    P2,
    P3;

    boolean isGraverThan(Priority other) {
        return compareTo(other) < 0;
    }

    /** How loud channels are about it. */
    Severity severity() {
        return switch (this) {
            case P0 -> Severity.EMERGENCY;
            case P1 -> Severity.CRITICAL;
            case P2 -> Severity.WARNING;
            case P3 -> Severity.INFO;
        };
    }
}
