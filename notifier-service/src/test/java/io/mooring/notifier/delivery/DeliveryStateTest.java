package io.mooring.notifier.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeliveryStateTest {

    @ParameterizedTest
    @EnumSource(DeliveryState.class)
    void whatWaitsIsSentSomeDayAndNothingElse(DeliveryState state) {
        assertThat(state.mayBecome(DeliveryState.SENDING)).isEqualTo(state.waiting());
    }

    @Test
    void aDeliveredOneIsNeverSentAgain() {
        assertThat(EnumSet.allOf(DeliveryState.class)).noneMatch(DeliveryState.DELIVERED::mayBecome);
    }

    @Test
    void onlyADeadOneIsRetriedOrDroppedByAPerson() {
        assertThat(EnumSet.allOf(DeliveryState.class))
                .filteredOn(state -> state.mayBecome(DeliveryState.PENDING) || state.mayBecome(DeliveryState.DROPPED))
                .containsExactly(DeliveryState.DEAD);
    }

    @Test
    void whatMayHaveArrivedIsNeverSuperseded() {
        assertThat(EnumSet.allOf(DeliveryState.class))
                .filteredOn(state -> state.mayBecome(DeliveryState.SUPERSEDED))
                .containsExactly(DeliveryState.PENDING, DeliveryState.DEAD);
    }
}
