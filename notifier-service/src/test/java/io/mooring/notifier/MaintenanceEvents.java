package io.mooring.notifier;

import io.mooring.events.common.Outcome;
import io.mooring.events.maintenance.MaintenanceCompleted;
import io.mooring.events.maintenance.MaintenanceImpact;
import io.mooring.events.maintenance.MaintenanceScheduled;
import io.mooring.events.maintenance.MaintenanceStarted;
import io.mooring.events.maintenance.MaintenanceWindow;
import io.mooring.platform.events.serde.KafkaAvroSerializer;
import io.mooring.testkit.Kafka;
import io.mooring.testkit.Registry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Publishes maintenance events as maintenance-service would. */
final class MaintenanceEvents implements AutoCloseable {

    private static final String TOPIC = "mooring.maintenance.windows";

    private final KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", Kafka.shared().bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer());
    private final KafkaAvroSerializer serializer = new KafkaAvroSerializer();

    MaintenanceEvents() {
        serializer.configure(
                Map.of("schema.registry.url", Registry.shared().url().toString(), "auto.register.schemas", "true"),
                false);
    }

    void publish(String windowId, SpecificRecord event) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(TOPIC, windowId, serializer.serialize(TOPIC, event));
        header(record, "ce_specversion", "1.0");
        header(record, "ce_id", UUID.randomUUID().toString());
        header(record, "ce_type", event.getSchema().getFullName());
        header(record, "ce_source", "maintenance-service");
        header(record, "ce_time", Instant.now().toString());
        try {
            producer.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void header(ProducerRecord<?, ?> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    static MaintenanceWindow window(String title, String component, Instant startsAt) {
        return window(title, List.of(component), startsAt);
    }

    /** @param components none: all */
    static MaintenanceWindow window(String title, List<String> components, Instant startsAt) {
        return MaintenanceWindow.newBuilder()
                .setTitle(title)
                .setDescription("Short breaks.")
                .setComponents(components)
                .setImpact(MaintenanceImpact.DEGRADED)
                .setStartsAt(startsAt)
                .setEndsAt(startsAt.plusSeconds(7_200))
                .setMutesAlerts(true)
                .setOwner("ann")
                .build();
    }

    static SpecificRecord scheduled(String id, MaintenanceWindow window) {
        return MaintenanceScheduled.newBuilder()
                .setWindowId(id)
                .setWindow(window)
                .setScheduledBy("ann")
                .setScheduledAt(Instant.now())
                .build();
    }

    static SpecificRecord started(String id, MaintenanceWindow window) {
        return MaintenanceStarted.newBuilder()
                .setWindowId(id)
                .setWindow(window)
                .setStartedBy("ann")
                .setStartedAt(Instant.now())
                .build();
    }

    static SpecificRecord completed(String id, MaintenanceWindow window) {
        return MaintenanceCompleted.newBuilder()
                .setWindowId(id)
                .setWindow(window)
                .setOutcome(Outcome.SUCCEEDED)
                .setInsideWindow(true)
                .setTasksSucceeded(1)
                .setTasksFailed(0)
                .setStartedAt(Instant.now())
                .setCompletedAt(Instant.now())
                .build();
    }

    @Override
    public void close() {
        producer.close();
    }
}
