package io.mooring.embedded.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FreePortsTest {

    @Test
    void givesNoPortTwiceToWhoAsksForManyBeforeListening() {
        List<Integer> ports = Stream.generate(FreePorts::next).limit(1000).toList();
        assertThat(ports).doesNotHaveDuplicates().allMatch(FreePorts::isFree);
    }
}
