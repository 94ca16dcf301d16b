package io.mooring.notifier.tell;

import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.tell.Gatherings.Since;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts the alerts that one destination is to be told into gatherings. The first of a group opens one and goes out at once;
 * those that follow soon join it; and when too many open, all that follow join one: a storm.
 */
final class Gather {

    private static final Duration STORM_LOOKS_BACK = Duration.ofMinutes(1);

    private final TellSettings settings;
    private final Supplier<UUID> ids;
    private final Instant now;
    private final Map<String, Gathering> byGroup = new HashMap<>();
    private final Map<UUID, Gathering> touched = new LinkedHashMap<>();
    private final Set<UUID> opened = new LinkedHashSet<>();
    private final Set<UUID> loud = new LinkedHashSet<>();
    private @Nullable Gathering storm;
    private int begun;

    /** @param open the destination's gatherings that are not closed and opened, or were joined, lately */
    Gather(TellSettings settings, Supplier<UUID> ids, List<Gathering> open, int begunLately, Instant now) {
        this.settings = settings;
        this.ids = ids;
        this.now = now;
        this.begun = begunLately;
        for (Gathering gathering : open) {
            if (gathering.storm() && gathering.joinedAt().isAfter(now.minus(settings.stormEnds()))) {
                storm = gathering;
            } else if (!gathering.storm() && together() && gathering.openedAt().isAfter(now.minus(settings.within()))) {
                byGroup.put(gathering.groupKey(), gathering);
            }
        }
    }

    /** Another instance's clock may run ahead: what it opened in our future is no reason to join it. */
    private boolean together() {
        return !settings.within().isZero();
    }

    /** What must be known to place alerts. */
    static Since looksBackTo(Instant now, TellSettings settings) {
        return new Since(now.minus(settings.within()), now.minus(settings.stormEnds()), now.minus(STORM_LOOKS_BACK));
    }

    /** @return the gathering that the alert is now in */
    UUID place(Alert alert, String destination, String groupKey) {
        Gathering found = byGroup.get(groupKey);
        Gathering target = found != null ? found : storm;
        if (target == null) {
            boolean tooMany = begun >= settings.stormAt();
            return opened(Gathering.open(
                    ids.get(), destination, tooMany ? Gathering.STORM : groupKey, tooMany, alert.severity(), now));
        }
        if (alert.severity().isGraverThan(target.gravest())) {
            loud.add(target.id());
        }
        Duration again = target.storm() ? settings.callAgainInStorm() : settings.callAgain();
        keep(target.joinedBy(alert.severity(), now, now.plus(again)));
        return target.id();
    }

    private UUID opened(Gathering gathering) {
        begun++;
        opened.add(gathering.id());
        keep(gathering);
        return gathering.id();
    }

    private void keep(Gathering gathering) {
        touched.put(gathering.id(), gathering);
        if (gathering.storm()) {
            storm = gathering;
        } else if (together()) {
            byGroup.put(gathering.groupKey(), gathering);
        }
    }

    List<Gathering> touched() {
        return List.copyOf(touched.values());
    }

    boolean isNew(Gathering gathering) {
        return opened.contains(gathering.id());
    }

    /** Something graver than all before came in: people are called at once. */
    boolean isLoud(Gathering gathering) {
        return loud.contains(gathering.id());
    }
}
