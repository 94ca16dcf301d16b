package io.mooring.notifier.delivery;

import io.mooring.notifier.NotifierProblem;
import io.mooring.notifier.delivery.DeliveryView.Beside;
import io.mooring.notifier.delivery.ReadDeliveries.Filter;
import io.mooring.notifier.destination.Destinations;
import io.mooring.notifier.message.Destination;
import io.mooring.platform.web.paging.Cursors;
import io.mooring.platform.web.paging.Page;
import io.mooring.platform.web.paging.PageRequest;
import io.mooring.platform.web.problem.PlatformProblem;
import io.mooring.platform.web.problem.ProblemException;
import java.security.Principal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Who was told what, and what a person does about those that nobody heard. */
@RestController
@RequestMapping("/api/v1/deliveries")
class DeliveriesApi {

    private final ReadDeliveries deliveries;
    private final ActOnDeliveries acts;
    private final List<StandIns> standIns;
    private final Destinations destinations;
    private final Cursors cursors;

    DeliveriesApi(
            ReadDeliveries deliveries,
            ActOnDeliveries acts,
            List<StandIns> standIns,
            Destinations destinations,
            Cursors cursors) {
        this.deliveries = deliveries;
        this.acts = acts;
        this.standIns = List.copyOf(standIns);
        this.destinations = destinations;
        this.cursors = cursors;
    }

    /** Newest first; {@code state} in lower case, {@code destination} and {@code conversation} narrow the list. */
    @GetMapping
    @PreAuthorize("hasRole('VIEWER')")
    Mono<Page<DeliveryView>> list(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String destination,
            @RequestParam(required = false) @Nullable UUID conversation,
            PageRequest page) {
        Filter filter = new Filter(state == null ? null : state(state), destination, conversation);
        String list = "deliveries?" + filter;
        UUID before = page.cursor() == null
                ? null
                : UUID.fromString(cursors.decode(list, page.cursor(), 1).getFirst());
        return deliveries
                .list(filter, before, page.limit() + 1)
                .collectList()
                .map(found -> Page.of(
                        found,
                        page.limit(),
                        last -> cursors.encode(list, last.id().toString())))
                .flatMap(this::views);
    }

    private Mono<Page<DeliveryView>> views(Page<Delivery> found) {
        return beside(found.items()).map(beside -> found.map(one -> DeliveryView.of(one, null, beside.apply(one))));
    }

    private Mono<DeliveryView> view(Delivery delivery, @Nullable List<Attempt> attempts, @Nullable String notSent) {
        return beside(List.of(delivery))
                .map(beside -> DeliveryView.of(
                        delivery, attempts, beside.apply(delivery).notSent(notSent)));
    }

    private Mono<Function<Delivery, Beside>> beside(List<Delivery> shown) {
        Mono<Map<String, Pause>> pauses =
                deliveries.pauses(distinct(shown, Delivery::destination)).collectMap(Pause::destination);
        return Mono.zip(places(distinct(shown, Delivery::conversation)), pauses)
                .map(known -> one -> new Beside(
                        known.getT1().get(one.conversation()), known.getT2().get(one.destination())));
    }

    private static <T> List<T> distinct(List<Delivery> shown, Function<Delivery, T> what) {
        return shown.stream().map(what).distinct().toList();
    }

    /** By conversation, for whom it stands in: it is of alerts or of an incident. */
    private Mono<Map<UUID, String>> places(List<UUID> conversations) {
        return Flux.fromIterable(standIns)
                .concatMap(known -> known.among(conversations))
                .concatMapIterable(Map::entrySet)
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasRole('VIEWER')")
    Mono<DeliveryView> show(@PathVariable UUID id) {
        return existing(id)
                .flatMap(delivery -> deliveries.attempts(id).flatMap(attempts -> view(delivery, attempts, null)));
    }

    /** {@code state} is {@code superseded} when it is not sent, and {@code why} says why not. */
    @PostMapping("/{id}/retry")
    @PreAuthorize("hasRole('OPERATOR')")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<DeliveryView> retry(@PathVariable UUID id, Principal person) {
        return existing(id)
                .doOnNext(delivery -> known(delivery.destination()))
                .flatMap(delivery -> acts.retry(id, person.getName()))
                .flatMap(retry -> retry == Retry.NOT_DEAD
                        ? Mono.error(notDead(id))
                        : existing(id).flatMap(now -> view(now, null, retry.words())));
    }

    /** Which dead ones are retried; all of them without a destination. */
    record RetryAll(@Nullable String destination) {

        RetryAll {
            if (destination != null && !Destinations.isName(destination)) {
                throw new IllegalArgumentException(
                        "names no destination: a name has up to 63 lower-case letters, digits and hyphens");
            }
        }
    }

    /**
     * How many are sent again, and how many are not.
     *
     * @param overtaken by newer words about the same
     * @param nothingLeft to tell: it is over, and nobody there heard of it
     */
    record Retried(long retried, long overtaken, long nothingLeft) {}

    @PostMapping("/retry")
    @PreAuthorize("hasRole('OPERATOR')")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<Retried> retryAll(@RequestBody(required = false) @Nullable RetryAll which, Principal person) {
        String destination = which == null ? null : which.destination();
        if (destination != null) {
            return retryAll(List.of(known(destination)), destination, person);
        }
        return retryAll(destinations.all().stream().map(Destination::name).toList(), "all", person);
    }

    private Mono<Retried> retryAll(List<String> at, String which, Principal person) {
        return acts.retryAll(at, which, person.getName())
                .map(counts -> new Retried(counts.again(), counts.overtaken(), counts.nothingLeft()));
    }

    private String known(String destination) {
        if (destinations.find(destination).isEmpty()) {
            throw notNamed(destination);
        }
        return destination;
    }

    /** What is dead at a destination that was removed could be sent nowhere: to say that it is retried would be untrue. */
    private static ProblemException notNamed(String destination) {
        return new ProblemException(
                NotifierProblem.UNKNOWN_DESTINATION,
                "Settings name no destination '" + destination
                        + "': nothing can be sent there. What is dead there can be dropped, one by one");
    }

    @PostMapping("/{id}/drop")
    @PreAuthorize("hasRole('OPERATOR')")
    Mono<DeliveryView> drop(@PathVariable UUID id, Principal person) {
        return existing(id)
                .flatMap(delivery -> acts.drop(id, person.getName()))
                .flatMap(done -> done ? existing(id) : Mono.error(notDead(id)))
                .flatMap(now -> view(now, null, null));
    }

    private Mono<Delivery> existing(UUID id) {
        return deliveries
                .find(id)
                .switchIfEmpty(Mono.error(
                        () -> new ProblemException(NotifierProblem.UNKNOWN_DELIVERY, "There is no delivery " + id)));
    }

    private static ProblemException notDead(UUID id) {
        return new ProblemException(
                NotifierProblem.DELIVERY_NOT_DEAD,
                "Delivery " + id + " is not dead: it was delivered, dropped or superseded, or attempts still go on");
    }

    private static DeliveryState state(String name) {
        return Arrays.stream(DeliveryState.values())
                .filter(state -> state.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> ProblemException.ofField(
                        PlatformProblem.INVALID_REQUEST,
                        "state",
                        "is none of pending, sending, unknown, delivered, failed, dead, dropped, superseded: '" + name
                                + "'"));
    }
}
