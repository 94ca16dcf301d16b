package io.mooring.notifier.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeliveryStateTest {

    @ParameterizedTest
    @EnumSource(DeliveryState.class)
    void everyStateThatIsNotSettledCanStillBeSentOrGivenUp(DeliveryState state) {
        boolean goesOn = state.mayBecome(DeliveryState.SENDING) && state.mayBecome(DeliveryState.DEAD);
        assertThat(goesOn).isEqualTo(!state.settled());
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
}
