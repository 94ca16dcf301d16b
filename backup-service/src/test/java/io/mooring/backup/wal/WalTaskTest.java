package io.mooring.backup.wal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WalTaskTest {

    @Test
    void namesTheSlotAfterThePlan() {
        assertThat(WalTask.slotOf("shop-main")).isEqualTo("mooring_shop_main");
    }

    @Test
    void keepsSlotsOfLongNamesApart() {
        String stem = "a".repeat(61);
        assertThat(WalTask.slotOf(stem + "x")).hasSize(63).isNotEqualTo(WalTask.slotOf(stem + "y"));
        assertThat(WalTask.slotOf(stem + "x")).matches("[a-z0-9_]+");
    }
}
