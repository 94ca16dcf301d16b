package io.mooring.local.bench;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The least that the same broker can do: producer to consumer, acknowledged by all, nothing else. */
final class BareKafka implements AutoCloseable {

    private final String topic = "bench.reference." + UUID.randomUUID();

    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final ConcurrentLinkedQueue<Duration> latencies = new ConcurrentLinkedQueue<>();
    private final Thread reader;

    BareKafka(String broker) {
        Map<String, Object> address = Map.of("bootstrap.servers", broker, "acks", "all");
        producer = new KafkaProducer<>(address, new ByteArraySerializer(), new ByteArraySerializer());
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker, "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        createTopic(broker);
        consumer.assign(List.of(new TopicPartition(topic, 0)));
        reader = Thread.ofPlatform().name("bench-reference").daemon().start(this::read);
    }

    /** The broker makes no topic by itself, and the consumer needs its partition. */
    private void createTopic(String broker) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Could not create the topic " + topic, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Stopped while the topic was created", e);
        }
    }

    /** @param bytes the record's size, at least 8 */
    void send(int bytes) {
        byte[] value = new byte[bytes];
        ByteBuffer.wrap(value).putLong(System.nanoTime());
        producer.send(new ProducerRecord<>(topic, 0, null, value));
    }

    /** What was measured since the last call. */
    Latencies take() {
        producer.flush();
        List<Duration> taken = List.copyOf(latencies);
        latencies.clear();
        return new Latencies(taken, 0);
    }

    private void read() {
        try {
            while (true) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    latencies.add(Duration.ofNanos(
                            System.nanoTime() - ByteBuffer.wrap(record.value()).getLong()));
                }
            }
        } catch (WakeupException closing) {
            consumer.close();
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            reader.join();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        producer.close();
    }
}
