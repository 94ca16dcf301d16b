package io.mooring.notifier.delivery;

import io.mooring.notifier.NotifierProblem;
import io.mooring.notifier.channel.Channel;
import io.mooring.notifier.delivery.DeliveryView.Beside;
import io.mooring.notifier.destination.Destinations;
import io.mooring.notifier.message.Destination;
import io.mooring.platform.web.problem.ProblemException;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Where people can be told, how each place fares, and a test of it. */
@RestController
@RequestMapping("/api/v1/destinations")
class DestinationsApi {

    private final Destinations destinations;
    private final Map<String, Channel> channels;
    private final ReadDeliveries deliveries;
    private final ActOnDeliveries acts;

    DestinationsApi(
            Destinations destinations, List<Channel> channels, ReadDeliveries deliveries, ActOnDeliveries acts) {
        this.destinations = destinations;
        this.channels = channels.stream().collect(Collectors.toMap(Channel::id, Function.identity()));
        this.deliveries = deliveries;
        this.acts = acts;
    }

    record DestinationList(List<DestinationView> items) {}

    @GetMapping
    @PreAuthorize("hasRole('VIEWER')")
    Mono<DestinationList> list() {
        return deliveries
                .conditions()
                .collectMap(DestinationCondition::destination)
                .map(conditions -> new DestinationList(destinations.all().stream()
                        .map(one -> DestinationView.of(
                                one,
                                channels.get(one.channel()),
                                conditions.getOrDefault(one.name(), DestinationCondition.untold(one.name()))))
                        .toList()));
    }

    @PostMapping("/{name}/test")
    @PreAuthorize("hasRole('OPERATOR')")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<DeliveryView> test(@PathVariable String name, Principal person) {
        Destination destination = destinations
                .find(name)
                .orElseThrow(() -> new ProblemException(
                        NotifierProblem.UNKNOWN_DESTINATION, "Settings name no destination '" + name + "'"));
        return acts.test(destination, person.getName())
                .flatMap(deliveries::find)
                .flatMap(planned -> deliveries
                        .pauses(List.of(name))
                        .next()
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty())
                        .map(pause -> DeliveryView.of(planned, null, new Beside(null, pause.orElse(null)))));
    }
}
