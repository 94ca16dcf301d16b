package io.mooring.notifier.tell;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How alerts are told together. The first of a group goes out at once, always.
 *
 * @param within alerts of one group that come so soon after the first join its message; zero: each has its own
 * @param stormAt so many messages begun within a minute at one destination are a storm: what comes next joins one digest
 * @param stormEnds a storm is over when nothing joined it for so long
 * @param callAgain those that joined a message are told loudly, together, so long after people were last called
 * @param callAgainInStorm the same in a storm
 * @param standInAfter an EMERGENCY that was not delivered so long after people were called for it goes to the destination's stand-in as well
 * @param remindLongest reminders of what nobody acknowledged become as seldom as this, each twice as long after the last as the one before
 * @param auditEvery how often alerts are looked for that should have been told and were not, or reached nobody
 */
public record TellSettings(
        @NotNull @DefaultValue("30s") Duration within,
        @Min(1) @DefaultValue("10") int stormAt,
        @NotNull @DefaultValue("2m") Duration stormEnds,
        @NotNull @DefaultValue("30s") Duration callAgain,
        @NotNull @DefaultValue("5m") Duration callAgainInStorm,
        @NotNull @DefaultValue("30s") Duration standInAfter,
        @NotNull @DefaultValue("4h") Duration remindLongest,
        @NotNull @DefaultValue("1m") Duration auditEvery) {

    public TellSettings {
        if (remindLongest.compareTo(RouteSettings.SHORTEST_REMINDER) < 0) {
            throw new IllegalArgumentException(
                    "gather.remind-longest is " + remindLongest + ": it is a minute (1m) or longer");
        }
    }

    /** As in notifier-service.yml. */
    static final TellSettings DEFAULTS = new TellSettings(
            Duration.ofSeconds(30),
            10,
            Duration.ofMinutes(2),
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            Duration.ofSeconds(30),
            Duration.ofHours(4),
            Duration.ofMinutes(1));
}
