package io.mooring.backup.plan;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When a plan is due: a Unix cron expression (crontab(5), five fields) in a time zone, each time delayed by a part of the jitter
 * that depends on plan and time only, so that all instances agree.
 */
public final class Schedule {

    private final String cron;
    private final ZoneId zone;
    private final Duration jitter;
    private final ExecutionTime times;

    private Schedule(String cron, ZoneId zone, Duration jitter, ExecutionTime times) {
        this.cron = cron;
        this.zone = zone;
        this.jitter = jitter;
        this.times = times;
    }

    /**
     * Reads a schedule.
     *
     * @param cron five fields, or hourly, daily (02:00), weekly (Sunday 02:00)
     * @throws IllegalArgumentException in words, when it is none
     */
    public static Schedule of(String cron, String zone, Duration jitter) {
        String expression =
                switch (cron) {
                    case "hourly" -> "0 * * * *";
                    case "daily" -> "0 2 * * *";
                    case "weekly" -> "0 2 * * 0";
                    default -> cron;
                };
        return new Schedule(expression, zone(zone), jitter, ExecutionTime.forCron(parse(expression)));
    }

    private static Cron parse(String expression) {
        try {
            return new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX)).parse(expression);
        } catch (IllegalArgumentException notCron) {
            throw new IllegalArgumentException(
                    "'" + expression + "' is no cron expression of five fields, hourly, daily or weekly: "
                            + notCron.getMessage(),
                    notCron);
        }
    }

    private static ZoneId zone(String zone) {
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException unknown) {
            throw new IllegalArgumentException("'" + zone + "' is no time zone such as UTC or Europe/Berlin", unknown);
        }
    }

    /** Five fields. */
    public String cron() {
        return cron;
    }

    public String zone() {
        return zone.getId();
    }

    public Duration jitter() {
        return jitter;
    }

    /** The first time strictly after this one, with the plan's jitter; empty when the expression never comes again. */
    public Optional<Instant> nextAfter(Instant after, String planId) {
        // With jitter the time before the base may still be due after "after".
        Instant from = after.minus(jitter);
        Optional<Instant> base = base(from);
        while (base.isPresent()) {
            Instant due = base.get().plus(delay(planId, base.get()));
            if (due.isAfter(after)) {
                return Optional.of(due);
            }
            base = base(base.get());
        }
        return Optional.empty();
    }

    /**
     * The earlier of two readings. cron-utils knows the zone but leaves out what falls into the hour that summer time skips: a
     * daily backup at 02:30 would be missing on that day. Reading the wall clock alone moves it to 03:30, but would leave out
     * the second pass of the hour that comes twice in autumn.
     */
    private Optional<Instant> base(Instant after) {
        return Stream.of(byZone(after), byWallClock(after))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    private Optional<Instant> byZone(Instant after) {
        return times.nextExecution(after.atZone(zone)).map(ZonedDateTime::toInstant);
    }

    private Optional<Instant> byWallClock(Instant after) {
        Optional<ZonedDateTime> wall =
                times.nextExecution(after.atZone(zone).toLocalDateTime().atZone(ZoneOffset.UTC));
        while (wall.isPresent()) {
            Instant due = wall.get().toLocalDateTime().atZone(zone).toInstant();
            if (due.isAfter(after)) {
                return Optional.of(due);
            }
            wall = times.nextExecution(wall.get());
        }
        return Optional.empty();
    }

    private Duration delay(String planId, Instant base) {
        long span = jitter.toSeconds() + 1;
        return Duration.ofSeconds(Math.floorMod((planId + base.getEpochSecond()).hashCode(), span));
    }

    /** Same times: the jitter counts, the way it was written does not. */
    boolean isSameAs(Schedule other) {
        return cron.equals(other.cron) && zone.equals(other.zone) && jitter.equals(other.jitter);
    }
}
