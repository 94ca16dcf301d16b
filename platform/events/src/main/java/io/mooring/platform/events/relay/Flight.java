package io.mooring.platform.events.relay;

import io.mooring.platform.events.cloudevents.CloudEventHeaders;
import io.mooring.platform.events.outbox.OutboxRow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * The rows in memory. Of each key one is on its way and the rest wait for its acknowledgement; keys go side by side.
 * A failed row takes the rest of its key down with it: they stay in the database. All methods belong to the relay's
 * thread; only acknowledgements come from the producer's.
 */
final class Flight {

    private final Producer<byte[], byte[]> producer;
    private final Wakeup wakeup;
    private final Map<Key, Deque<OutboxRow>> keys = new HashMap<>();
    private final Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
    private int rows;
    private long bytes;
    private boolean landing;

    Flight(Producer<byte[], byte[]> producer, Wakeup wakeup) {
        this.producer = producer;
        this.wakeup = wakeup;
    }

    int rows() {
        return rows;
    }

    long bytes() {
        return bytes;
    }

    Stream<Long> positions() {
        return keys.values().stream().flatMap(Deque::stream).map(OutboxRow::position);
    }

    /** Takes rows in order of position and sends the first of each key that is not on its way already. */
    void accept(List<OutboxRow> fetched) {
        List<Deque<OutboxRow>> starting = new ArrayList<>();
        for (OutboxRow row : fetched) {
            Deque<OutboxRow> key = keys.computeIfAbsent(Key.of(row), _ -> {
                Deque<OutboxRow> started = new ArrayDeque<>();
                starting.add(started);
                return started;
            });
            key.addLast(row);
            rows++;
            bytes += row.payload().length;
        }
        sendFirstOfEach(starting);
    }

    /** From now on only what is on its way already is waited for. */
    void startNoMore() {
        landing = true;
    }

    /** What came back since the last call; the next row of each acknowledged key is on its way. */
    List<Outcome> settle() {
        List<Outcome> settled = new ArrayList<>();
        for (Outcome outcome = outcomes.poll(); outcome != null; outcome = outcomes.poll()) {
            settled.add(outcome);
            proceed(outcome);
        }
        return settled;
    }

    private void proceed(Outcome outcome) {
        Key key = Key.of(outcome.row());
        Deque<OutboxRow> waiting = keys.get(key);
        if (outcome.isSent()) {
            forget(waiting.removeFirst());
            if (!waiting.isEmpty() && !landing) {
                send(waiting.getFirst());
                return;
            }
        }
        waiting.forEach(this::forget);
        keys.remove(key);
    }

    private void forget(OutboxRow row) {
        rows--;
        bytes -= row.payload().length;
    }

    /** A topic whose leader nobody knows blocks the sender for {@code max.block.ms}: once a round, not once a key. */
    private void sendFirstOfEach(List<Deque<OutboxRow>> starting) {
        Map<String, TimeoutException> unknown = new HashMap<>();
        Set<String> known = new HashSet<>();
        for (Deque<OutboxRow> key : starting) {
            OutboxRow first = key.getFirst();
            if (!known.contains(first.topic()) && !unknown.containsKey(first.topic())) {
                try {
                    producer.partitionsFor(first.topic());
                    known.add(first.topic());
                } catch (TimeoutException unreachable) {
                    unknown.put(first.topic(), unreachable);
                }
            }
            if (known.contains(first.topic())) {
                send(first);
            } else {
                outcomes.add(new Outcome(first, unknown.get(first.topic())));
            }
        }
    }

    private void send(OutboxRow row) {
        // The record's own time is when it is written: the broker refuses times that lie ahead of its clock, and
        // deletes by
        // them what comes late. When it happened is in the event.
        ProducerRecord<byte[], byte[]> message =
                new ProducerRecord<>(row.topic(), row.key().getBytes(StandardCharsets.UTF_8), row.payload());
        CloudEventHeaders.write(row.event(), message.headers());
        producer.send(message, (_, failure) -> {
            outcomes.add(new Outcome(row, failure));
            wakeup.wake();
        });
    }

    private record Key(String topic, String key) {
        static Key of(OutboxRow row) {
            return new Key(row.topic(), row.key());
        }
    }
}
