package io.mooring.notifier.delivery;

import io.mooring.notifier.channel.Channel;
import io.mooring.notifier.channel.Manner;
import io.mooring.notifier.destination.Destinations;
import io.mooring.notifier.message.Destination;
import java.util.List;
import java.util.Map;

/** How fast one destination may be told, in the long run and at once. */
record Pace(String destination, long everyMillis, int burst) {

    /** Of every destination; one whose channel is not there has none. */
    static List<Pace> of(Destinations destinations, Map<String, Channel> channels) {
        return destinations.all().stream()
                .filter(destination -> channels.containsKey(destination.channel()))
                .map(destination ->
                        of(destination, channels.get(destination.channel()).manner()))
                .toList();
    }

    private static Pace of(Destination destination, Manner manner) {
        return new Pace(destination.name(), manner.every().toMillis(), Math.max(1, manner.burst()));
    }
}
