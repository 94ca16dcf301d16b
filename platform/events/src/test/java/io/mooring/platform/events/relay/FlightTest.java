package io.mooring.platform.events.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.platform.events.cloudevents.CloudEventHeaders;
import io.mooring.platform.events.cloudevents.EventAttributes;
import io.mooring.platform.events.outbox.OutboxRow;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class FlightTest {

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(Cluster.empty(), false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final Flight flight = new Flight(producer, new Wakeup());

    @Test
    void hasOneRowOfAKeyOnItsWayAndKeysSideBySide() {
        flight.accept(List.of(row(1, "a"), row(2, "a"), row(3, "b"), row(4, "c")));
        assertThat(sent()).containsExactly("1", "3", "4");
        producer.completeNext();
        assertThat(flight.settle())
                .extracting(outcome -> outcome.row().position())
                .containsExactly(1L);
        assertThat(sent()).containsExactly("1", "3", "4", "2");
        assertThat(flight.positions()).containsExactlyInAnyOrder(2L, 3L, 4L);
    }

    @Test
    void doesNotSendPastARowThatFailed() {
        flight.accept(List.of(row(1, "a"), row(2, "a"), row(3, "b")));
        producer.errorNext(new RecordTooLargeException("too large"));
        Outcome failed = flight.settle().getFirst();
        assertThat(failed.isUndeliverable()).isTrue();
        assertThat(sent()).containsExactly("1", "3");
        assertThat(flight.positions()).containsExactly(3L);
        assertThat(flight.rows()).isEqualTo(1);
    }

    @Test
    void appendsToAKeyThatIsOnItsWay() {
        flight.accept(List.of(row(1, "a")));
        flight.accept(List.of(row(2, "a")));
        assertThat(sent()).containsExactly("1");
        producer.completeNext();
        flight.settle();
        assertThat(sent()).containsExactly("1", "2");
    }

    @Test
    void startsNothingMoreWhileItLands() {
        flight.accept(List.of(row(1, "a"), row(2, "a")));
        flight.startNoMore();
        producer.completeNext();
        flight.settle();
        assertThat(sent()).containsExactly("1");
        assertThat(flight.rows()).isZero();
        assertThat(flight.bytes()).isZero();
    }

    @Test
    void tellsABrokerThatIsAwayFromAnEventThatIsRefused() {
        assertThat(new Outcome(row(1, "a"), new TimeoutException("away")).isUndeliverable())
                .isFalse();
        assertThat(new Outcome(row(1, "a"), new RecordTooLargeException("no")).isUndeliverable())
                .isTrue();
    }

    @Test
    void backsOffTwiceAsLongEachTimeUpToTheLongestAndByChance() {
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));
        Random random = new Random(7);
        for (int failures = 1; failures < 100; failures++) {
            long whole = Math.min(30_000, 1_000L << Math.min(failures - 1, 10));
            assertThat(backoff.after(failures, random).toMillis()).isBetween(whole / 2, whole);
        }
        assertThat(random.longs(50)
                        .mapToObj(seed -> backoff.after(3, new Random(seed)))
                        .distinct()
                        .count())
                .isGreaterThan(10);
    }

    private List<String> sent() {
        return producer.history().stream()
                .map(record -> CloudEventHeaders.text(record.value()))
                .toList();
    }

    private static OutboxRow row(long position, String key) {
        EventAttributes event =
                new EventAttributes("id-" + position, "Test", "/test", Instant.EPOCH, key, null, null, null);
        byte[] payload = Long.toString(position).getBytes(StandardCharsets.UTF_8);
        return new OutboxRow(position, "topic", key, event, payload, 0);
    }
}
