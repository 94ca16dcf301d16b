package io.mooring.platform.events.consumer;

import io.mooring.platform.events.serde.KafkaAvroDeserializer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Properties that every service would otherwise repeat. They come last: whatever a service says, wins. */
final class ConsumerDefaults implements EnvironmentPostProcessor {

    private static final String BINDER = "spring.cloud.stream.kafka.binder.";
    private static final String CONSUMER = BINDER + "consumer-properties.";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        environment.getPropertySources().addLast(new MapPropertySource("mooringEventsDefaults", defaults()));
    }

    private static Map<String, Object> defaults() {
        Map<String, Object> defaults = new LinkedHashMap<>();
        defaults.put(BINDER + "brokers", "${spring.kafka.bootstrap-servers:localhost:9092}");
        // The catalogue makes topics, with the partitions and the retention it says.
        defaults.put(BINDER + "auto-create-topics", "false");
        defaults.put("spring.cloud.stream.default.consumer.use-native-decoding", "true");
        // Each event is a transaction, and so a flush of the database's log: one thread would handle few a second.
        // Order is
        // kept within a partition, and so within a key.
        defaults.put("spring.cloud.stream.default.consumer.concurrency", "3");
        defaults.put(CONSUMER + "key.deserializer", "org.apache.kafka.common.serialization.ByteArrayDeserializer");
        defaults.put(
                CONSUMER + "value.deserializer",
                "org.springframework.kafka.support.serializer.ErrorHandlingDeserializer");
        defaults.put(CONSUMER + "spring.deserializer.value.delegate.class", KeepOriginal.class.getName());
        defaults.put(CONSUMER + KeepOriginal.DELEGATE, KafkaAvroDeserializer.class.getName());
        defaults.put(CONSUMER + "schema.registry.url", "${mooring.registry.url:}");
        defaults.put(CONSUMER + "auto.offset.reset", "earliest");
        // Nobody reads a killed member's partitions until it is given up: with Kafka's 45 s a service that is back at
        // once would be deaf for most of a minute.
        defaults.put(CONSUMER + "session.timeout.ms", "10000");
        defaults.put(CONSUMER + "heartbeat.interval.ms", "3000");
        // One step at a time when members come and go, instead of everybody stopping.
        defaults.put(
                CONSUMER + "partition.assignment.strategy",
                "org.apache.kafka.clients.consumer.CooperativeStickyAssignor");
        // It writes every event of a failed batch into the log; CountFailures says in a line what failed.
        defaults.put("logging.level.org.springframework.integration.handler.LoggingHandler", "OFF");
        // The binder's meters ask each minute where partitions end that they do not read, and are warned of every one.
        defaults.put("logging.level.org.apache.kafka.clients.consumer.internals.OffsetFetcherUtils", "ERROR");
        // A binding that found Kafka away at start tries again after so many seconds, not after 30.
        defaults.put("spring.cloud.stream.binding-retry-interval", "5");
        // The platform's tables share the schema: the service's own history starts at nothing beside them.
        defaults.put("spring.flyway.baseline-on-migrate", "true");
        defaults.put("spring.flyway.baseline-version", "0");
        return defaults;
    }
}
