package io.mooring.notifier.delivery;

import io.mooring.notifier.channel.Channel;
import io.mooring.notifier.channel.Readiness;
import io.mooring.notifier.message.Destination;
import java.util.List;
import java.util.Locale;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What each channel says of itself. */
@RestController
@RequestMapping("/api/v1/channels")
class ChannelsApi {

    private final List<Channel> channels;
    private final Destination destination;

    ChannelsApi(List<Channel> channels, Destination destination) {
        this.destination = destination;
        this.channels = List.copyOf(channels);
    }

    record ChannelView(String id, String state, String detail) {}

    record Channels(List<ChannelView> items) {}

    @GetMapping
    @PreAuthorize("hasRole('VIEWER')")
    Mono<Channels> list() {
        return Mono.fromSupplier(
                () -> new Channels(channels.stream().map(this::view).toList()));
    }

    private ChannelView view(Channel channel) {
        Readiness readiness = channel.readiness(destination);
        String state = readiness.state().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return new ChannelView(channel.id(), state, readiness.detail());
    }
}
