package io.mooring.backup.wal;

import java.util.Locale;

/** What an object in a plan's wal folder is. */
public enum WalKind {
    /** A whole segment. */
    SEGMENT,
    /** The beginning of a segment that is still being filled, in a file of a whole segment's size. */
    PARTIAL,
    /** A timeline's history. */
    HISTORY;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
