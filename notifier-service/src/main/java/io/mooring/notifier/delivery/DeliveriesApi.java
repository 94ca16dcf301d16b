package io.mooring.notifier.delivery;

import io.mooring.notifier.NotifierProblem;
import io.mooring.platform.web.paging.Cursors;
import io.mooring.platform.web.paging.Page;
import io.mooring.platform.web.paging.PageRequest;
import io.mooring.platform.web.problem.PlatformProblem;
import io.mooring.platform.web.problem.ProblemException;
import java.security.Principal;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Who was told what, and what a person does about those that nobody heard. */
@RestController
@RequestMapping("/api/v1/deliveries")
class DeliveriesApi {

    private final Deliveries deliveries;
    private final SendDueDeliveries sender;
    private final Cursors cursors;
    private final InstantSource clock;

    DeliveriesApi(Deliveries deliveries, SendDueDeliveries sender, Cursors cursors, InstantSource clock) {
        this.deliveries = deliveries;
        this.sender = sender;
        this.cursors = cursors;
        this.clock = clock;
    }

    /** Newest first; {@code state} in lower case narrows the list. */
    @GetMapping
    @PreAuthorize("hasRole('VIEWER')")
    Mono<Page<DeliveryView>> list(@RequestParam(required = false) @Nullable String state, PageRequest page) {
        DeliveryState wanted = state == null ? null : state(state);
        String list = "deliveries?state=" + (wanted == null ? "" : wanted);
        UUID before = page.cursor() == null
                ? null
                : UUID.fromString(cursors.decode(list, page.cursor(), 1).getFirst());
        return deliveries
                .list(wanted, before, page.limit() + 1)
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
    Mono<DeliveryView> retry(@PathVariable UUID id) {
        return existing(id)
                .flatMap(delivery -> deliveries.retry(id, clock.instant()))
                .flatMap(done -> done ? existing(id) : Mono.error(notDead(id)))
                .doOnNext(again -> sender.wake())
                .map(DeliveryView::of);
    }

    @PostMapping("/{id}/drop")
    @PreAuthorize("hasRole('OPERATOR')")
    Mono<DeliveryView> drop(@PathVariable UUID id, Principal person) {
        return existing(id)
                .flatMap(delivery -> deliveries.drop(id, person.getName(), clock.instant()))
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
                "Delivery " + id + " is not dead: it was delivered or dropped, or attempts still go on");
    }

    private static DeliveryState state(String name) {
        return Arrays.stream(DeliveryState.values())
                .filter(state -> state.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> ProblemException.ofField(
                        PlatformProblem.INVALID_REQUEST,
                        "state",
                        "is none of pending, sending, unknown, delivered, failed, dead, dropped: '" + name + "'"));
    }
}
