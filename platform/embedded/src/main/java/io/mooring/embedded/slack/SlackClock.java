package io.mooring.embedded.slack;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Message names that only grow, as Slack's do. Guarded by its owner. */
final class SlackClock {

    private Instant last = Instant.EPOCH;

    record Reading(Instant at, String ts) {}

    Reading next() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        last = now.isAfter(last) ? now : last.plus(1, ChronoUnit.MICROS);
        return new Reading(last, "%d.%06d".formatted(last.getEpochSecond(), last.getNano() / 1000));
    }
}
