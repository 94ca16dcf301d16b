package io.mooring.platform.events.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommitAgainTest {

    private static final TopicPartition QUIET = new TopicPartition("mooring.backup.runs", 0);
    private static final TopicPartition BUSY = new TopicPartition("mooring.backup.runs", 1);

    private final Answers kafka = new Answers();
    private final Consumer<byte[], byte[]> consumer = CommitAgain.of(kafka);
    private final List<@Nullable Exception> heard = new ArrayList<>();
    private final List<TopicPartition> givenAway = new ArrayList<>();

    /** Answers commits when the test says so, as a broker does. */
    private static final class Answers extends MockConsumer<byte[], byte[]> {

        private record Asked(Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {}

        private final Deque<Asked> asked = new ArrayDeque<>();

        Answers() {
            super("earliest");
        }

        @Override
        public synchronized void commitAsync(
                Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
            asked.add(new Asked(offsets, callback));
        }

        void answer(@Nullable Exception failure) {
            Asked next = asked.remove();
            next.callback().onComplete(next.offsets(), failure);
        }
    }

    @BeforeEach
    void subscribe() {
        consumer.subscribe(List.of("mooring.backup.runs"), new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                givenAway.addAll(partitions);
            }

            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {}
        });
        kafka.rebalance(List.of(QUIET, BUSY));
        kafka.updateBeginningOffsets(Map.of(QUIET, 0L, BUSY, 0L));
    }

    @Test
    void whatKafkaDidNotNoteIsCommittedAgainUntilItDoes() {
        commit(QUIET, 7);
        kafka.answer(away());
        assertThat(kafka.asked).as("not before the next poll").isEmpty();
        poll();
        kafka.answer(away());
        poll();
        assertThat(asked()).isEqualTo(Map.of(QUIET, 7L));
        kafka.answer(null);
        poll();
        assertThat(kafka.asked).isEmpty();
        assertThat(heard).hasSize(3).last().isNull();
    }

    @Test
    void whatWasCommittedAnewSinceIsLeftAlone() {
        commit(QUIET, 7);
        commit(QUIET, 8);
        kafka.answer(away());
        kafka.answer(null);
        poll();
        assertThat(kafka.asked).isEmpty();
    }

    @Test
    void theNewestOfWhatWasNotNotedIsCommitted() {
        commit(QUIET, 7);
        kafka.answer(away());
        commit(BUSY, 20);
        commit(QUIET, 8);
        kafka.answer(null);
        kafka.answer(away());
        poll();
        assertThat(asked()).isEqualTo(Map.of(QUIET, 8L));
    }

    /** Whoever has it now may be further. */
    @Test
    void whatWasGivenAwayIsNotCommittedEvenIfItComesBack() {
        commit(QUIET, 7);
        commit(BUSY, 20);
        kafka.answer(away());
        kafka.rebalance(List.of());
        kafka.rebalance(List.of(QUIET, BUSY));
        kafka.answer(away());
        poll();
        assertThat(kafka.asked).isEmpty();
        assertThat(givenAway).containsExactlyInAnyOrder(QUIET, BUSY);
    }

    private void commit(TopicPartition partition, long offset) {
        consumer.commitAsync(Map.of(partition, new OffsetAndMetadata(offset)), (_, failure) -> heard.add(failure));
    }

    private void poll() {
        consumer.poll(Duration.ZERO);
    }

    private Map<TopicPartition, Long> asked() {
        return kafka.asked.element().offsets().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().offset()));
    }

    private static Exception away() {
        return new RetriableCommitFailedException("The coordinator is not available.");
    }
}
