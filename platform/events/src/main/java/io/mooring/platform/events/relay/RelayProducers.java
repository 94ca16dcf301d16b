package io.mooring.platform.events.relay;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes producers that neither lose nor reorder; what the service configured for addresses and security stays. */
final class RelayProducers implements Supplier<Producer<byte[], byte[]>> {

    /** How long a send may block for the leader of a topic it does not know. */
    private static final Duration MAX_BLOCK = Duration.ofSeconds(2);

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

    /** Rows that are fetched together share a request; one alone waits no longer for company. */
    private static final int LINGER_MILLIS = 1;

    /** Above any sensible topic's limit: the topic decides what is too large, not this client. */
    private static final int MAX_REQUEST_BYTES = 16 * 1024 * 1024;

    private final Map<String, Object> configuration;
    private final String name;

    RelayProducers(Map<String, Object> configured, String name, Duration deliveryTimeout) {
        this.name = name;
        Map<String, Object> all = new HashMap<>(configured);
        all.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        all.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        all.put(ProducerConfig.ACKS_CONFIG, "all");
        all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        all.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
        all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK.toMillis());
        all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) deliveryTimeout.toMillis());
        // Both must fit into the time for delivery, or the producer refuses its configuration.
        all.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int)
                Math.min(REQUEST_TIMEOUT.toMillis(), deliveryTimeout.toMillis() - LINGER_MILLIS));
        all.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
        configuration = Map.copyOf(all);
    }

    @Override
    public Producer<byte[], byte[]> get() {
        Map<String, Object> own = new HashMap<>(configuration);
        own.put(
                ProducerConfig.CLIENT_ID_CONFIG,
                name + "-" + UUID.randomUUID().toString().substring(0, 8));
        return new KafkaProducer<>(own);
    }
}
