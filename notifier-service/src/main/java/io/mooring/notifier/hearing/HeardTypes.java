package io.mooring.notifier.hearing;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When events that come all the time were last heard by this instance, and from whom. In memory until the next look, seconds
 * later: there are many of them, and nothing but a little patience is lost with it.
 */
public final class HeardTypes {

    /** More senders than that are none of ours. */
    private static final int SENDERS = 10_000;

    private final Set<String> expected;
    private final InstantSource clock;
    private final Map<Sender, Instant> heard = new ConcurrentHashMap<>();

    HeardTypes(Collection<String> expected, InstantSource clock) {
        this.expected = Set.copyOf(expected);
        this.clock = clock;
    }

    /**
     * @param type the event's short name, such as {@code HealthSampled}
     * @param source the service that sent it, such as {@code monitor-service}
     */
    public void heard(String type, String source) {
        if (expected.contains(type) && heard.size() < SENDERS) {
            heard.put(new Sender(type, source), clock.instant());
        }
    }

    /** Since this was asked last. */
    Map<Sender, Instant> lately() {
        Map<Sender, Instant> some = Map.copyOf(heard);
        some.forEach(heard::remove);
        return some;
    }

    /** Who sends events of a type. */
    record Sender(String type, String source) {}
}
