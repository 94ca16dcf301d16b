package io.mooring.notifier.delivery;

import io.mooring.notifier.channel.Channel;
import io.mooring.notifier.destination.Destinations;
import java.util.List;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What each channel says of itself, by the first destination that uses it. */
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
        return Mono.fromSupplier(() -> new Channels(destinations.all().stream()
                .flatMap(destination -> channels.stream()
                        .filter(channel -> channel.id().equals(destination.channel()))
                        .map(channel -> DestinationView.of(
                                destination, channel, DestinationCondition.untold(destination.name()))))
                .map(view -> new ChannelView(view.channel(), view.state(), view.detail()))
                .toList()));
    }
}
