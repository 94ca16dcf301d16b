package io.mooring.notifier.input;

import io.mooring.notifier.alert.Report;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One thing that an input says. */
sealed interface Signal {

    /**
     * Something about an alert.
     *
     * @param id the same whenever the source says this same thing again; null when it does not tell repetitions from news
     * @param since when what it speaks of began, for sources that say again what was said before; null for others
     */
    record Said(
            @Nullable String id, Report report, @Nullable Instant since) implements Signal {

        /** Said once more, a fault still lasts; anything else was dealt with when it was said first. */
        boolean countsAgain() {
            return since != null && report.says() == Report.Says.FIRING;
        }
    }

    /** The alert that fires always does. */
    record Beat() implements Signal {}

    /** Somebody there took on the alert with this key. */
    record TakenOn(String key, String by) implements Signal {}
}
