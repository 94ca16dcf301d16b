package io.mooring.platform.events.publish;

import io.mooring.platform.events.publish.PublishWatcher.Loss;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Publishes from a thread of its own what others offer, and never makes them wait or fail: a producer blocks while it looks
 * for the broker, and a serializer while it asks the registry. While Kafka or the registry is away, from the start or
 * later, events wait in the buffer and are tried again; when it is full the oldest gives way. An event that is sent twice
 * carries the same id.
 */
public final class EventPublisher implements AutoCloseable {

    private static final int BATCH = 100;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LAST_CHANCE = Duration.ofSeconds(2);

    private final String name;
    private final Supplier<Producer<String, IndexedRecord>> producers;
    private final EventBuffer<ProducerRecord<String, IndexedRecord>> buffer;
    private final PublishWatcher watcher;
    private final SendBatch batches;
    private final CountDownLatch closing = new CountDownLatch(1);
    private @Nullable Producer<String, IndexedRecord> producer;
    private @Nullable Thread thread;

    /**
     * @param name of the thread
     * @param producers makes the producer, at the first event and again if that fails
     * @param capacity how many events wait at most; up to 100 more are on their way
     */
    public EventPublisher(
            String name, Supplier<Producer<String, IndexedRecord>> producers, int capacity, PublishWatcher watcher) {
        this.name = name;
        this.producers = producers;
        this.buffer = new EventBuffer<>(capacity);
        this.watcher = watcher;
        this.batches = new SendBatch(watcher);
    }

    /** Returns at once and never throws for reasons of Kafka. */
    public void offer(ProducerRecord<String, IndexedRecord> record) {
        int lost = buffer.add(record);
        if (lost > 0) {
            boolean stopped = closing.getCount() == 0;
            watcher.lost(lost, stopped ? Loss.STOPPED : Loss.BUFFER_FULL, stopped ? "stopped" : "the buffer is full");
        }
    }

    /** How many events wait. */
    public int waiting() {
        return buffer.size();
    }

    public synchronized void start() {
        if (thread == null) {
            thread = Thread.ofVirtual().name(name).start(this::publish);
        }
    }

    /** Sends what waits if Kafka answers; returns after two seconds at most. */
    @Override
    public synchronized void close() {
        closing.countDown();
        buffer.close();
        if (thread != null) {
            try {
                if (!thread.join(LAST_CHANCE)) {
                    thread.interrupt();
                }
            } catch (InterruptedException hurried) {
                thread.interrupt();
                Thread.currentThread().interrupt();
            }
        }
    }

    private void publish() {
        List<ProducerRecord<String, IndexedRecord>> batch = List.of();
        try {
            do {
                batch = buffer.take(BATCH);
                batch = deliver(batch);
            } while (batch.isEmpty() && !(closing.getCount() == 0 && buffer.size() == 0));
        } catch (InterruptedException | InterruptException stopped) {
            Thread.interrupted();
        } finally {
            end(batch.size());
        }
    }

    /** Answers what could not be sent before the end. */
    private List<ProducerRecord<String, IndexedRecord>> deliver(List<ProducerRecord<String, IndexedRecord>> batch)
            throws InterruptedException {
        List<ProducerRecord<String, IndexedRecord>> left = batch;
        Duration pause = FIRST_PAUSE;
        while (true) {
            left = attempt(left);
            if (left.isEmpty() || closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                return left;
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private List<ProducerRecord<String, IndexedRecord>> attempt(List<ProducerRecord<String, IndexedRecord>> batch) {
        if (batch.isEmpty()) {
            return batch;
        }
        try {
            if (producer == null) {
                producer = producers.get();
            }
            return batches.send(producer, batch);
        } catch (InterruptException stopped) {
            throw stopped;
        } catch (RuntimeException broken) { // a broker's name that does not resolve yet, for one
            watcher.delayed(broken.toString());
            closeProducer();
            return batch;
        }
    }

    private void closeProducer() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }

    private void end(int unsent) {
        int lost = unsent + buffer.size();
        if (lost > 0) {
            watcher.lost(lost, Loss.STOPPED, "the application ended");
        }
        closeProducer();
    }
}
