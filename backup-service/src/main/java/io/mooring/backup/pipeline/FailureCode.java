package io.mooring.backup.pipeline;

/** Why there is no backup. */
public enum FailureCode {
    DATABASE_UNREACHABLE,
    DATABASE_REFUSED,
    DUMP_FAILED,
    DUMP_KILLED,
    VERSION_MISMATCH,
    LOCATION_FULL,
    LOCATION_READ_ONLY,
    LOCATION_UNREACHABLE,
    LOCATION_FAILED,
    RECIPIENT_UNUSABLE,
    TOOL_MISSING,
    CANCELLED,
    INTERNAL
}
