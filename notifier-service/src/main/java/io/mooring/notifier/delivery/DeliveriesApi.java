package io.mooring.notifier.delivery;

import io.mooring.notifier.NotifierProblem;
import io.mooring.notifier.delivery.ReadDeliveries.Filter;
import io.mooring.platform.web.paging.Cursors;
import io.mooring.platform.web.paging.Page;
import io.mooring.platform.web.paging.PageRequest;
import io.mooring.platform.web.problem.PlatformProblem;
import io.mooring.platform.web.problem.ProblemException;
import java.security.Principal;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
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
import reactor.core.publisher.Mono;

/** Who was told what, and what a person does about those that nobody heard. */
@RestController
@RequestMapping("/api/v1/deliveries")
class DeliveriesApi {

    private final ReadDeliveries deliveries;
    private final ActOnDeliveries acts;
    private final Cursors cursors;

    DeliveriesApi(ReadDeliveries deliveries, ActOnDeliveries acts, Cursors cursors) {
        this.deliveries = deliveries;
        this.acts = acts;
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
                .map(found -> found.map(DeliveryView::of));
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasRole('VIEWER')")
    Mono<DeliveryView> show(@PathVariable UUID id) {
        return existing(id)
                .flatMap(delivery -> deliveries.attempts(id).map(attempts -> DeliveryView.of(delivery, attempts)));
    }

    @PostMapping("/{id}/retry")
    @PreAuthorize("hasRole('OPERATOR')")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<DeliveryView> retry(@PathVariable UUID id, Principal person) {
        return existing(id)
                .flatMap(delivery -> acts.retry(id, person.getName()))
                .flatMap(done -> done ? existing(id) : Mono.error(notDead(id)))
                .map(DeliveryView::of);
    }

    /** Which dead ones are retried; all of them without a destination. */
    record RetryAll(@Nullable String destination) {}

    record Retried(long retried) {}

    @PostMapping("/retry")
    @PreAuthorize("hasRole('OPERATOR')")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<Retried> retryAll(@RequestBody(required = false) @Nullable RetryAll which, Principal person) {
        return acts.retryAll(which == null ? null : which.destination(), person.getName())
                .map(Retried::new);
    }

    @PostMapping("/{id}/drop")
    @PreAuthorize("hasRole('OPERATOR')")
    Mono<DeliveryView> drop(@PathVariable UUID id, Principal person) {
        return existing(id)
                .flatMap(delivery -> acts.drop(id, person.getName()))
                .flatMap(done -> done ? existing(id) : Mono.error(notDead(id)))
                .map(DeliveryView::of);
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
