package io.mooring.notifier.oncall;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;

/** What a clock on the wall means. */
public final class WallClock {

    private WallClock() {}

    /**
     * When the wall's clock shows this. A time that is skipped when clocks go forward means the moment they do; one that
     * comes twice when they go back means the first. So of two times the later is never an earlier moment.
     */
    public static Instant shows(LocalDate date, LocalTime time, ZoneId zone) {
        LocalDateTime local = date.atTime(time);
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        return change != null && change.isGap()
                ? change.getInstant()
                : local.atZone(zone).toInstant();
    }
}
