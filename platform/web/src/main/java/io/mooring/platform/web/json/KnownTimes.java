package io.mooring.platform.web.json;

import java.time.Instant;

/** The times that a request may name: any other is a slip, and beyond what calendars and rows reckon with. */
final class KnownTimes {

    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    private KnownTimes() {}

    static boolean hold(Instant time) {
        return !time.isBefore(Instant.EPOCH) && time.isBefore(END);
    }
}
