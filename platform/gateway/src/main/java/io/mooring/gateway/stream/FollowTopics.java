package io.mooring.gateway.stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.mooring.gateway.GatewaySettings;
import io.mooring.gateway.GatewayTelemetry;
import io.mooring.gateway.kafka.KafkaClients;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * One consumer for all browsers, assigned to every partition from its end on. A partition that appears later is read from
 * its beginning: all that is in it is new. When Kafka is away it waits and goes on where it was.
 */
@Component
public class FollowTopics implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(FollowTopics.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration LOOK_FOR_TOPICS = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final KafkaClients kafka;
    private final Set<String> topics;
    private final LiveEvents live;
    private final MeterRegistry meters;
    private final InstantSource clock;
    private volatile StreamHealth health = StreamHealth.starting();
    private volatile boolean wanted;
    private boolean listed;
    private @Nullable Thread thread;

    FollowTopics(
            KafkaClients kafka, GatewaySettings settings, LiveEvents live, MeterRegistry meters, InstantSource clock) {
        this.kafka = kafka;
        this.topics = Set.copyOf(settings.stream().topics());
        this.live = live;
        this.meters = meters;
        this.clock = clock;
    }

    /** How it is now. */
    public StreamHealth health() {
        return health;
    }

    @Override
    public synchronized void start() {
        wanted = true;
        thread = Thread.ofVirtual().name("live-stream").start(this::run);
    }

    /** Browsers are told first: an open stream would hold up the server's graceful stop. */
    @Override
    public synchronized void stop() {
        wanted = false;
        live.end();
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
        thread = null;
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }

    private void run() {
        try (Deserializer<IndexedRecord> events = kafka.events();
                Consumer<byte[], byte[]> consumer = kafka.consumer()) {
            follow(consumer, new ReadRecord(events));
        } catch (InterruptException | WakeupException stopped) {
            LOG.debug("The live stream has stopped");
        }
    }

    private void follow(Consumer<byte[], byte[]> consumer, ReadRecord read) {
        Instant looked = Instant.MIN;
        while (wanted) {
            try {
                if (!looked.plus(LOOK_FOR_TOPICS).isAfter(clock.instant())) {
                    assign(consumer);
                    looked = clock.instant();
                    health = StreamHealth.following(consumer.assignment().size());
                    live.resume();
                }
                publish(consumer, read);
            } catch (InterruptException stopped) {
                throw stopped;
            } catch (OffsetOutOfRangeException forgotten) {
                LOG.warn("Kafka no longer has what comes next in the live stream: {}", forgotten.toString());
                live.forget();
                consumer.seekToBeginning(forgotten.partitions());
            } catch (KafkaException away) {
                interrupted(away);
                looked = Instant.MIN;
            }
        }
    }

    private void publish(Consumer<byte[], byte[]> consumer, ReadRecord read) {
        if (consumer.assignment().isEmpty()) {
            pause();
            return;
        }
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        for (ConsumerRecord<byte[], byte[]> record : records) {
            LiveEvent event = read.read(record);
            meters.counter(
                            GatewayTelemetry.STREAM_EVENTS.meter(),
                            "readable",
                            String.valueOf(event.unreadable() == null))
                    .increment();
            live.publish(event);
        }
    }

    private void assign(Consumer<byte[], byte[]> consumer) {
        Set<TopicPartition> found = new HashSet<>();
        consumer.listTopics().forEach((topic, partitions) -> {
            if (topics.contains(topic)) {
                partitions.forEach(partition -> found.add(new TopicPartition(topic, partition.partition())));
            }
        });
        List<TopicPartition> added = new ArrayList<>(found);
        added.removeAll(consumer.assignment());
        if (!added.isEmpty()) {
            begin(consumer, found, added);
        }
        listed = true;
    }

    private void begin(Consumer<byte[], byte[]> consumer, Set<TopicPartition> found, List<TopicPartition> added) {
        consumer.assign(found);
        if (!listed) {
            consumer.seekToEnd(added);
        } else {
            consumer.seekToBeginning(added);
        }
        added.forEach(consumer::position);
    }

    private void interrupted(KafkaException away) {
        if (health.isFollowing()) {
            LOG.warn("The live stream waits for Kafka: {}", away.toString());
        }
        health = StreamHealth.interrupted();
        live.interrupt(String.valueOf(health.problem()));
        pause();
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptException(stopped);
        }
    }
}
