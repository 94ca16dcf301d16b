package io.mooring.notifier.notice;

/** How urgently a person must look, from least to most. */
public enum Severity {
    INFO,
    WARNING,
    CRITICAL,
    EMERGENCY
}
