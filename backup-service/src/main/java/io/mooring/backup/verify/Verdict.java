package io.mooring.backup.verify;

import java.util.Locale;

/** An answer to one question about a backup. What was not found out is unknown or skipped, never fine. */
public enum Verdict {
    PASSED,
    FAILED,
    /** Not asked, for a reason that is no fault. */
    SKIPPED,
    /** Asked, and not answered. */
    UNKNOWN;

    /** As the API spells it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
