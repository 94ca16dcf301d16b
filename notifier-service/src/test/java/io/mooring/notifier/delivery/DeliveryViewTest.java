package io.mooring.notifier.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.notifier.delivery.DeliveryView.Beside;
import io.mooring.notifier.message.Operation;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeliveryViewTest {

    private static final Instant DUE = DeliveriesUnderTest.START;

    @Test
    void waitsForItsPausedDestination() {
        DeliveryView view = of(DeliveryState.FAILED, new Pause("ops", DUE.plusSeconds(30), "Slack does not answer"));
        assertThat(view.nextAttemptAt()).isEqualTo(DUE.plusSeconds(30));
        assertThat(view.why()).isEqualTo("ops is paused: Slack does not answer");
    }

    @Test
    void waitsForItsOwnTimeWhereThePauseEndsBefore() {
        DeliveryView view = of(DeliveryState.FAILED, new Pause("ops", DUE.minusSeconds(1), "away"));
        assertThat(view.nextAttemptAt()).isEqualTo(DUE);
        assertThat(view.why()).isNull();
    }

    @Test
    void whatIsUnderWayOrOverWaitsForNothing() {
        Pause pause = new Pause("ops", DUE.plusSeconds(30), "away");
        assertThat(of(DeliveryState.SENDING, pause).why()).isNull();
        assertThat(of(DeliveryState.DELIVERED, pause).nextAttemptAt()).isNull();
        assertThat(of(DeliveryState.PENDING, null).nextAttemptAt()).isEqualTo(DUE);
    }

    private static DeliveryView of(DeliveryState state, @Nullable Pause pause) {
        UUID id = new UUID(0, 1);
        Delivery delivery = new Delivery(
                id,
                id,
                "alerts/1",
                "ops",
                "slack",
                "C1",
                Operation.OPEN,
                Messages.of("x"),
                null,
                state,
                1,
                1,
                DUE,
                DUE,
                null,
                null);
        return DeliveryView.of(delivery, null, new Beside(null, pause));
    }
}
