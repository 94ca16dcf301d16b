package io.mooring.backup.retention;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a backup.
 *
 * @param cause the rule that lets it go; null when it is kept
 * @param reasons in whole sentences: every rule that keeps it, or why it goes
 */
record Decision(KeptBackup backup, @Nullable Cause cause, List<String> reasons) {

    /** The rule that let a backup go. */
    enum Cause {
        AGE,
        COUNT,
        GENERATION,
        REQUESTED
    }

    Decision {
        reasons = List.copyOf(reasons);
        if (reasons.isEmpty()) {
            throw new IllegalArgumentException("a decision has a reason");
        }
    }

    boolean keeps() {
        return cause == null;
    }
}
