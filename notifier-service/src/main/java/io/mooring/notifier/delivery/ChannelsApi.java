package io.mooring.notifier.delivery;

import io.mooring.notifier.channel.Channel;
import io.mooring.notifier.destination.Destinations;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What each channel says of itself, once; of its destinations one that is not ready speaks for it. */
@RestController
@RequestMapping("/api/v1/channels")
class ChannelsApi {

    private final List<Channel> channels;
    private final Destinations destinations;

    ChannelsApi(List<Channel> channels, Destinations destinations) {
        this.channels = List.copyOf(channels);
        this.destinations = destinations;
    }

    record ChannelView(String id, String state, String detail) {}

    record Channels(List<ChannelView> items) {}

    @GetMapping
    @PreAuthorize("hasRole('VIEWER')")
    Mono<Channels> list() {
        return Mono.fromSupplier(() -> new Channels(
                channels.stream().flatMap(channel -> of(channel).stream()).toList()));
    }

    private Optional<ChannelView> of(Channel channel) {
        return destinations.all().stream()
                .filter(destination -> destination.channel().equals(channel.id()))
                .map(destination ->
                        DestinationView.of(destination, channel, DestinationCondition.untold(destination.name())))
                .map(view -> new ChannelView(view.channel(), view.state(), view.detail()))
                .min(Comparator.comparing(view -> view.state().equals("ready")));
    }
}
