package io.mooring.notifier.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.notifier.alert.Severity;
import io.mooring.platform.observability.Traceparent;
import io.mooring.schemas.UuidV7;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** What every store of deliveries must do. */
abstract class DeliveriesContract {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(60);

    private static final Traceparent TRACE = new Traceparent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

    private final UuidV7 ids = new UuidV7(() -> NOW);
    private Deliveries deliveries;

    /** An empty store. */
    abstract Deliveries empty();

    private Deliveries store() {
        if (deliveries == null) {
            deliveries = empty();
        }
        return deliveries;
    }

    @Test
    void theSameEventIsPlannedOnceForADestination() {
        plan("e-1", "C1", Severity.CRITICAL);
        plan("e-1", "C1", Severity.CRITICAL);
        plan("e-1", "C2", Severity.CRITICAL);
        assertThat(all()).hasSize(2);
    }

    @Test
    void keepsTheTraceOfTheEventUntilSomebodyAttemptsItAgain() {
        Delivery delivery = plan("e-1", "C1", Severity.CRITICAL);
        Claim first = claim("me", NOW).getFirst();
        settle(first, DeliveryState.DEAD, NOW);
        store().retry(delivery.id(), NOW).block();
        Claim again = claim("you", NOW).getFirst();
        assertThat(List.of(first.delivery(), again.delivery(), find(delivery.id())))
                .extracting(Delivery::traceparent)
                .containsOnly(TRACE);
    }

    @Test
    void knowsAnEventWithoutATrace() {
        UUID id = ids.next();
        store().plan(Delivery.planned(id, "slack", "C1", Notices.of("e-1", Severity.INFO), null, NOW))
                .block();
        assertThat(find(id).traceparent()).isNull();
    }

    @Test
    void claimsOneForEachDestinationTheMostSevereFirstThenTheOldest() {
        plan("info", "C1", Severity.INFO);
        Delivery older = plan("older", "C1", Severity.CRITICAL);
        plan("newer", "C1", Severity.CRITICAL);
        Delivery other = plan("other", "C2", Severity.WARNING);
        assertThat(claim("me", NOW)).extracting(c -> c.delivery().id()).containsExactly(older.id(), other.id());
    }

    @Test
    void aDestinationInUseIsPassedOverUntilTheLeaseEnds() {
        plan("first", "C1", Severity.CRITICAL);
        plan("second", "C1", Severity.CRITICAL);
        assertThat(claim("me", NOW)).hasSize(1);
        assertThat(claim("you", NOW.plusSeconds(59))).isEmpty();
        assertThat(claim("you", NOW.plusSeconds(60)))
                .singleElement()
                .satisfies(taken -> assertThat(taken.mayHaveArrived()).isTrue());
    }

    @Test
    void anAttemptIsNotedWhenItBeginsAndSaysHowItEnded() {
        Delivery delivery = plan("e-1", "C1", Severity.CRITICAL);
        Claim claim = claim("me", NOW).getFirst();
        assertThat(attempts(delivery)).containsExactly(new Attempt(1, NOW, null, ""));
        assertThat(settle(claim, DeliveryState.DELIVERED, NOW)).isTrue();
        assertThat(attempts(delivery)).containsExactly(new Attempt(1, NOW, DeliveryState.DELIVERED, "said so"));
        Delivery settled = find(delivery.id());
        assertThat(settled.state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(settled.reference()).isEqualTo("C1/1.0");
        assertThat(settled.deliveredAt()).isEqualTo(NOW);
    }

    @Test
    void whoLostTheLeaseChangesNothing() {
        Delivery delivery = plan("e-1", "C1", Severity.CRITICAL);
        Claim late = claim("me", NOW).getFirst();
        Claim taken = claim("me", NOW.plus(LEASE)).getFirst();
        assertThat(settle(late, DeliveryState.DEAD, NOW.plus(LEASE))).isFalse();
        assertThat(find(delivery.id()).state()).isEqualTo(DeliveryState.SENDING);
        assertThat(settle(taken, DeliveryState.DELIVERED, NOW.plus(LEASE))).isTrue();
        assertThat(attempts(delivery)).extracting(Attempt::outcome).containsExactly(null, DeliveryState.DELIVERED);
    }

    @Test
    void aFailedOneIsDueAgainAtItsTimeAndNotBefore() {
        plan("e-1", "C1", Severity.CRITICAL);
        Claim claim = claim("me", NOW).getFirst();
        settle(claim, DeliveryState.FAILED, NOW.plusSeconds(30));
        assertThat(claim("me", NOW.plusSeconds(29))).isEmpty();
        Claim again = claim("me", NOW.plusSeconds(30)).getFirst();
        assertThat(again.delivery().attempts()).isEqualTo(2);
        assertThat(again.mayHaveArrived()).isFalse();
    }

    @Test
    void aPersonRetriesOrDropsADeadOneOnly() {
        Delivery delivery = plan("e-1", "C1", Severity.CRITICAL);
        assertThat(store().retry(delivery.id(), NOW).block()).isFalse();
        assertThat(store().drop(delivery.id(), "ada", NOW).block()).isFalse();
        settle(claim("me", NOW).getFirst(), DeliveryState.DEAD, NOW);
        Instant later = NOW.plus(Duration.ofDays(2));
        assertThat(store().retry(delivery.id(), later).block()).isTrue();
        assertThat(find(delivery.id()).ladderFrom()).isEqualTo(later);
        settle(claim("me", later).getFirst(), DeliveryState.DEAD, later);
        assertThat(store().drop(delivery.id(), "ada", later).block()).isTrue();
        assertThat(claim("me", later.plus(Duration.ofDays(9)))).isEmpty();
    }

    @Test
    void listsNewestFirstInPages() {
        List<Delivery> planned =
                List.of(plan("1", "C1", Severity.INFO), plan("2", "C1", Severity.INFO), plan("3", "C1", Severity.INFO));
        List<Delivery> first = store().list(null, null, 2).collectList().block();
        assertThat(first)
                .extracting(Delivery::id)
                .containsExactly(planned.get(2).id(), planned.get(1).id());
        assertThat(store().list(DeliveryState.PENDING, first.getLast().id(), 2)
                        .collectList()
                        .block())
                .extracting(Delivery::id)
                .containsExactly(planned.get(0).id());
        assertThat(store().list(DeliveryState.DEAD, null, 2).collectList().block())
                .isEmpty();
    }

    @Test
    void twoSendersNeverTakeTheSameDelivery() {
        for (int i = 0; i < 40; i++) {
            plan("e-" + i, "C" + i, Severity.CRITICAL);
        }
        List<Claim> taken = Flux.merge(
                        store().claimDue(NOW, LEASE, "a", 40),
                        store().claimDue(NOW, LEASE, "b", 40),
                        store().claimDue(NOW, LEASE, "c", 40))
                .collectList()
                .block();
        assertThat(taken)
                .extracting(claim -> claim.delivery().id())
                .doesNotHaveDuplicates()
                .hasSize(40);
    }

    private Delivery plan(String event, String destination, Severity severity) {
        Delivery delivery = Delivery.planned(ids.next(), "slack", destination, Notices.of(event, severity), TRACE, NOW);
        store().plan(delivery).block();
        return delivery;
    }

    private List<Claim> claim(String owner, Instant now) {
        return store().claimDue(now, LEASE, owner, 10).collectList().block();
    }

    private boolean settle(Claim claim, DeliveryState next, Instant due) {
        String reference = next == DeliveryState.DELIVERED ? "C1/1.0" : null;
        return store().settle(claim, new Result(next, due, reference, "said so"), due)
                .block();
    }

    private Delivery find(UUID id) {
        return store().find(id).block();
    }

    private List<Attempt> attempts(Delivery delivery) {
        return store().attempts(delivery.id()).block();
    }

    private List<Delivery> all() {
        return store().list(null, null, 100).collectList().block();
    }
}
