package io.mooring.backup.verify;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The time of a restore against the plan's recovery time objective. */
final class FastEnough {

    private FastEnough() {}

    static Finding of(@Nullable Duration objective, Finding restorable, @Nullable Long restoreMillis) {
        if (objective == null) {
            return Finding.skipped("The plan has no recovery time objective.");
        }
        if (!restorable.is(Verdict.PASSED) || restoreMillis == null) {
            return Finding.unknown("It was not restored to its end, so there is no time to compare.");
        }
        String words = "The restore took " + PrintablePage.duration(restoreMillis) + "; the recovery time objective is "
                + PrintablePage.duration(objective.toMillis()) + ".";
        return restoreMillis <= objective.toMillis() ? Finding.passed(words) : Finding.failed(words);
    }
}
