package io.mooring.platform.events.deadletter;

import io.mooring.platform.events.consumer.DeadLetterTopic;
import io.mooring.platform.events.inbox.Subscriptions.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads dead letter topics from any place, outside of every group. Blocks: call it on a thread that may. Each call has
 * a consumer of its own, operators do not ask often.
 */
final class ReadLetters {

    private static final Duration POLL = Duration.ofMillis(500);

    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final Supplier<Consumer<byte[], byte[]>> consumers;

    ReadLetters(Supplier<Consumer<byte[], byte[]>> consumers) {
        this.consumers = consumers;
    }

    /** At most {@code limit} letters after the given one, partition by partition. */
    List<Letter> after(Subscription source, @Nullable LetterId after, int limit) {
        List<Letter> letters = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            for (TopicPartition partition : partitions(consumer, source)) {
                if (letters.size() < limit && (after == null || partition.partition() >= after.partition())) {
                    read(consumer, source, partition, start(partition, after), limit, letters);
                }
            }
        }
        return letters;
    }

    private static List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer, Subscription source) {
        return consumer.partitionsFor(DeadLetterTopic.of(source.topic(), source.group())).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .sorted(Comparator.comparingInt(TopicPartition::partition))
                .toList();
    }

    private static long start(TopicPartition partition, @Nullable LetterId after) {
        return after != null && partition.partition() == after.partition() ? after.offset() + 1 : 0;
    }

    private static void read(
            Consumer<byte[], byte[]> consumer,
            Subscription source,
            TopicPartition partition,
            long from,
            int limit,
            List<Letter> letters) {
        List<TopicPartition> only = List.of(partition);
        Map<TopicPartition, Long> ends = consumer.endOffsets(only);
        long end = ends.get(partition);
        long start = Math.max(from, consumer.beginningOffsets(only).get(partition));
        consumer.assign(only);
        consumer.seek(partition, start);
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (consumer.position(partition) < end && letters.size() < limit) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Kafka does not hand out the letters of " + partition.topic());
            }
            for (ConsumerRecord<byte[], byte[]> letter : consumer.poll(POLL)) {
                if (letters.size() < limit) {
                    letters.add(new Letter(source, letter));
                }
            }
        }
    }
}
