package io.mooring.platform.events.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class EventPublisherTest {

    private final Watched watched = new Watched();
    private final MockProducer<String, IndexedRecord> kafka =
            new MockProducer<>(true, null, new StringSerializer(), (topic, event) -> new byte[0]);

    @Test
    void sendsWhatIsOfferedInItsOrder() {
        try (EventPublisher publisher = new EventPublisher("test", () -> kafka, 10, watched)) {
            publisher.start();
            publisher.offer(record("a"));
            publisher.offer(record("b"));

            await().untilAsserted(() -> assertThat(keys()).containsExactly("a", "b"));
            await().untilAsserted(() -> assertThat(watched.sent).hasValue(2));
        }
    }

    @Test
    void keepsEventsWhileTheBrokersNameDoesNotResolve() {
        AtomicInteger attempts = new AtomicInteger();
        try (EventPublisher publisher = new EventPublisher(
                "test",
                () -> {
                    if (attempts.getAndIncrement() == 0) {
                        throw new KafkaException("No resolvable bootstrap urls");
                    }
                    return kafka;
                },
                10,
                watched)) {
            publisher.start();
            publisher.offer(record("a"));

            await().untilAsserted(() -> assertThat(keys()).containsExactly("a"));
            assertThat(watched.delayed).hasValue(1);
            assertThat(watched.lost).isEmpty();
        }
    }

    @Test
    void triesAgainWhatDidNotReachKafka() {
        kafka.sendException = new TimeoutException("no metadata");
        try (EventPublisher publisher = new EventPublisher("test", () -> kafka, 10, watched)) {
            publisher.start();
            publisher.offer(record("a"));
            await().untilAsserted(() -> assertThat(watched.delayed).hasPositiveValue());
            kafka.sendException = null;

            await().untilAsserted(() -> assertThat(keys()).containsExactly("a"));
            assertThat(watched.lost).isEmpty();
        }
    }

    @Test
    void givesUpWhatKafkaRefusesAndGoesOn() {
        kafka.sendException = new RecordTooLargeException("too large");
        try (EventPublisher publisher = new EventPublisher("test", () -> kafka, 10, watched)) {
            publisher.start();
            publisher.offer(record("a"));
            await().untilAsserted(() -> assertThat(watched.lost).containsEntry(PublishWatcher.Loss.REFUSED, 1));
            kafka.sendException = null;
            publisher.offer(record("b"));

            await().untilAsserted(() -> assertThat(keys()).containsExactly("b"));
        }
    }

    @Test
    void countsWhatTheBufferCannotHoldAndWhatIsLeftAtTheEnd() {
        EventPublisher publisher = new EventPublisher(
                "test",
                () -> {
                    throw new KafkaException("away");
                },
                2,
                watched);
        publisher.offer(record("a"));
        publisher.offer(record("b"));
        publisher.offer(record("c"));
        assertThat(watched.lost).containsEntry(PublishWatcher.Loss.BUFFER_FULL, 1);

        publisher.start();
        publisher.close();

        await().untilAsserted(() -> assertThat(watched.lost).containsEntry(PublishWatcher.Loss.STOPPED, 2));
    }

    private List<String> keys() {
        return kafka.history().stream().map(ProducerRecord::key).toList();
    }

    private static ProducerRecord<String, IndexedRecord> record(String key) {
        return new ProducerRecord<>("topic", key, null);
    }

    private static final class Watched implements PublishWatcher {

        private final AtomicInteger sent = new AtomicInteger();
        private final AtomicInteger delayed = new AtomicInteger();
        private final Map<Loss, Integer> lost = new EnumMap<>(Loss.class);

        @Override
        public void sent(int events) {
            sent.addAndGet(events);
        }

        @Override
        public synchronized void lost(int events, Loss why, String cause) {
            lost.merge(why, events, Integer::sum);
        }

        @Override
        public void delayed(String cause) {
            delayed.incrementAndGet();
        }
    }
}
