package io.mooring.notifier.tell;

import io.mooring.notifier.channel.Channel;
import io.mooring.notifier.channel.Readiness;
import io.mooring.notifier.destination.Destinations;
import io.mooring.notifier.message.Destination;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What settings and channels know of destinations. */
final class ChannelPlaces implements Places {

    private final Destinations destinations;
    private final Map<String, Channel> channels;

    ChannelPlaces(Destinations destinations, List<Channel> channels) {
        this.destinations = destinations;
        this.channels = channels.stream().collect(Collectors.toMap(Channel::id, Function.identity()));
    }

    @Override
    public Optional<Destination> named(String name) {
        return destinations.find(name);
    }

    @Override
    public Set<String> names() {
        return destinations.all().stream().map(Destination::name).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public boolean isConfigured(Destination destination) {
        Channel channel = channels.get(destination.channel());
        return channel != null && channel.readiness(destination).state() != Readiness.State.NOT_CONFIGURED;
    }
}
