package io.mooring.notifier.maintenance;

import io.mooring.notifier.alert.Severity;
import java.util.List;

/**
 * What a window left behind, by alert key.
 *
 * @param newFailures open now and not when it began: the notifier tells these one by one
 * @param stillFailing open when it began and now: told before, and not told again
 * @param recovered open when it began and over now
 */
record Comparison(Part newFailures, Part stillFailing, Part recovered) {

    /** Of more alerts than these only the gravest are kept: rows, answers and messages are bounded, counts are not. */
    static final int MOST = 200;

    /**
     * Some of the alerts.
     *
     * @param count of all of them
     * @param gravest the gravest first, then by key
     */
    record Part(long count, List<Line> gravest) {

        static final Part NONE = new Part(0, List.of());

        Part {
            gravest = List.copyOf(gravest);
        }
    }

    /** One alert in short. */
    record Line(String key, Severity severity, String title) {}
}
