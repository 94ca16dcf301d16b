package io.mooring.notifier.alert;

import java.time.Duration;
import java.time.Instant;

/**
 * How grave an open alert was before it was less so.
 *
 * @param until when it was that for the last time
 */
record Graver(Severity severity, Instant until) {

    boolean isWithin(Duration lately, Instant now) {
        return until.isAfter(now.minus(lately));
    }
}
