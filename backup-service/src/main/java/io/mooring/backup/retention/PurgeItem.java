package io.mooring.backup.retention;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What becomes of one backup that a purge was asked for.
 *
 * @param takenAt when it was completed
 * @param reasons in whole sentences: everything that keeps it, or where something of it remains; of what goes, why somebody might regret it
 */
record PurgeItem(String runId, Instant takenAt, Fate fate, List<String> reasons) {

    /** Before it was carried out, goes or stays; afterwards gone, remaining at a location, or still here. */
    enum Fate {
        GOES,
        STAYS,
        GONE,
        REMAINS;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    PurgeItem {
        reasons = List.copyOf(reasons);
        if ((fate == Fate.STAYS || fate == Fate.REMAINS) && reasons.isEmpty()) {
            throw new IllegalArgumentException("what stays has a reason");
        }
    }

    boolean goes() {
        return fate == Fate.GOES;
    }
}
