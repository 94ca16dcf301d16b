package io.mooring.notifier.alert;

/** How urgently a person must look, from least to most. */
public enum Severity {
    INFO,
    WARNING,
    CRITICAL,
    EMERGENCY;

    public boolean isGraverThan(Severity other) {
        return compareTo(other) > 0;
    }
}
