package io.mooring.notifier.hearing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class FollowProgressTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final TopicPartition ONE = new TopicPartition("mooring.health.samples", 0);
    private static final TopicPartition OTHER = new TopicPartition("mooring.backup.runs", 3);

    private final FollowProgress progress = new FollowProgress();

    @Test
    void theFirstLookSaysNothing() {
        assertThat(look(0, 5, 5, 5)).isEmpty();
    }

    @Test
    void whatWasWrittenAtTheLastLookIsHeardOnceReadersAreThatFar() {
        look(0, 5, 3, 7);
        assertThat(look(3, 9, 4, 7)).as("one record is still to be handled").isEmpty();
        assertThat(look(6, 9, 5, 7)).contains(NOON);
        assertThat(look(9, 9, 8, 7)).as("it goes on from the look at 6 s").isEmpty();
        assertThat(look(12, 9, 9, 7)).contains(NOON.plusSeconds(6));
    }

    @Test
    void everyPartitionCounts() {
        look(0, 5, 5, 7);
        assertThat(look(3, 5, 5, 6)).isEmpty();
        assertThat(look(6, 5, 5, 8)).contains(NOON);
    }

    /** A topic that is made anew begins at nothing: readers can never be as far as they were. */
    @Test
    void aPartitionThatIsGoneIsWaitedForNoLonger() {
        look(0, 5, 5, 7);
        Offsets without = new Offsets(Map.of(ONE, 5L), Map.of(ONE, 5L));
        assertThat(progress.heardUntil(without, NOON.plusSeconds(3))).contains(NOON);
        assertThat(look(6, 9, 5, 7)).contains(NOON.plusSeconds(3));
        Offsets anew = new Offsets(Map.of(ONE, 2L, OTHER, 7L), Map.of(ONE, 0L, OTHER, 7L));
        assertThat(progress.heardUntil(anew, NOON.plusSeconds(9))).contains(NOON.plusSeconds(6));
    }

    /** Of the other partition 7 records were written. */
    private Optional<Instant> look(int second, long written, long done, long doneOfOther) {
        Offsets offsets = new Offsets(Map.of(ONE, written, OTHER, 7L), Map.of(ONE, done, OTHER, doneOfOther));
        return progress.heardUntil(offsets, NOON.plusSeconds(second));
    }
}
