package io.mooring.backup.location;

/** What stands behind a location; the lower-case name is what the API shows. */
public enum LocationKind {
    S3,
    DIRECTORY,
    /** For tests. */
    MEMORY
}
