package io.mooring.platform.events.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EventBufferTest {

    @Test
    void givesTheOldestUpForTheNewest() throws InterruptedException {
        EventBuffer<Integer> buffer = new EventBuffer<>(2);

        assertThat(List.of(buffer.add(1), buffer.add(2), buffer.add(3))).containsExactly(0, 0, 1);
        assertThat(buffer.take(10)).containsExactly(2, 3);
    }

    @Test
    void takesNoMoreOnceClosedButHandsOutWhatWaits() throws InterruptedException {
        EventBuffer<Integer> buffer = new EventBuffer<>(2);
        buffer.add(1);
        buffer.close();

        assertThat(buffer.add(2)).isEqualTo(1);
        assertThat(buffer.take(10)).containsExactly(1);
        assertThat(buffer.take(10)).isEmpty();
    }
}
