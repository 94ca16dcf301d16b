package io.mooring.backup.retention;

/** What shows that a backup is worth keeping. */
enum Proof {

    /** It was restored, and its data were those that were backed up. */
    RESTORE_TEST,

    /** Its copies were read again and are as they were written; whether they restore nobody has tried. */
    CHECKSUMS
}
