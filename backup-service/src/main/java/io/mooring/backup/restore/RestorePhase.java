package io.mooring.backup.restore;

import java.util.Locale;

/** What a running restore is at. */
public enum RestorePhase {
    /** Reading the manifest and asking the target. */
    PREPARING,
    /** Fetching, decrypting, checking. */
    FETCHING,
    /** Fetching the write-ahead log behind a cluster's base backup. */
    FETCHING_WAL,
    /** A server replays it. */
    REPLAYING,
    /** Making the database, or the files. */
    LOADING,
    /** Collecting the planner's statistics. */
    ANALYZING,
    /** Comparing what is there now with what the manifest says. */
    COMPARING,
    /** Giving it its name. */
    SWITCHING;

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
