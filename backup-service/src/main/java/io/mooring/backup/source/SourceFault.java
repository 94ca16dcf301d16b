package io.mooring.backup.source;

/** Why a source could not be read. */
public enum SourceFault {
    UNREACHABLE,
    REFUSED,
    DUMP_FAILED,
    DUMP_KILLED,
    VERSION_MISMATCH,
    TOOL_MISSING,
    UNREADABLE
}
