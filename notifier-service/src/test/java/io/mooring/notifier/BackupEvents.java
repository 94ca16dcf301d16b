package io.mooring.notifier;

import io.mooring.events.backup.BackupCompleted;
import io.mooring.events.backup.BackupCopy;
import io.mooring.events.backup.BackupExpired;
import io.mooring.events.backup.BackupFailed;
import io.mooring.events.backup.BackupTrigger;
import io.mooring.events.backup.CopyState;
import io.mooring.events.backup.ExpiryCause;
import io.mooring.events.backup.LocationKind;
import io.mooring.events.backup.RunPhase;
import io.mooring.events.backup.SourceKind;
import io.mooring.events.common.Failure;
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
import org.jspecify.annotations.Nullable;

/** Publishes backup events as backup-service would. */
final class BackupEvents implements AutoCloseable {

    static final String TOPIC = "mooring.backup.runs";

    private final KafkaProducer<String, byte[]> producer;
    private final KafkaAvroSerializer serializer = new KafkaAvroSerializer();

    BackupEvents() {
        this(Kafka.shared().bootstrapServers());
    }

    BackupEvents(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new ByteArraySerializer());
        serializer.configure(
                Map.of("schema.registry.url", Registry.shared().url().toString(), "auto.register.schemas", "true"),
                false);
    }

    /** @return the event's id */
    String publish(String planId, SpecificRecord event) {
        String id = UUID.randomUUID().toString();
        publishAs(id, planId, event);
        return id;
    }

    void publishAs(String id, String planId, SpecificRecord event) {
        publishAs(id, planId, event, null);
    }

    /** As any service does, in a topic of its own. */
    void publishIn(String topic, String key, SpecificRecord event) {
        send(record(topic, UUID.randomUUID().toString(), key, event));
    }

    /** @param traceparent as the header says, well-formed or not; null for none */
    void publishAs(String id, String planId, SpecificRecord event, @Nullable String traceparent) {
        ProducerRecord<String, byte[]> record = record(TOPIC, id, planId, event);
        if (traceparent != null) {
            header(record, "traceparent", traceparent);
        }
        send(record);
    }

    private ProducerRecord<String, byte[]> record(String topic, String id, String key, SpecificRecord event) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, key, serializer.serialize(topic, event));
        header(record, "ce_specversion", "1.0");
        header(record, "ce_id", id);
        header(record, "ce_type", event.getSchema().getFullName());
        header(record, "ce_source", "backup-service");
        header(record, "ce_time", Instant.now().toString());
        header(record, "ce_correlationid", "correlation-" + id);
        return record;
    }

    void publishBytes(String key, byte[] bytes) {
        send(new ProducerRecord<>(TOPIC, key, bytes));
    }

    private void send(ProducerRecord<String, byte[]> record) {
        try {
            producer.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void header(ProducerRecord<?, ?> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    static BackupFailed failed(String planId, String message) {
        return BackupFailed.newBuilder()
                .setRunId(UUID.randomUUID().toString())
                .setPlanId(planId)
                .setPlanName(planId)
                .setTrigger(BackupTrigger.SCHEDULE)
                .setSourceKind(SourceKind.POSTGRES_DUMP)
                .setSourceName("shop")
                .setFailedAt(Instant.now())
                .setPhase(RunPhase.DUMPING)
                .setFailure(Failure.newBuilder()
                        .setCode("location-full")
                        .setMessage(message)
                        .setRemedy("Free some space.")
                        .build())
                .setSourceBytes(1)
                .setCopies(List.of())
                .build();
    }

    /** No alert, but worth knowing. */
    static BackupExpired notDeleted(String planId) {
        Instant now = Instant.now();
        return BackupExpired.newBuilder()
                .setRunId(UUID.randomUUID().toString())
                .setPlanId(planId)
                .setPlanName(planId)
                .setCause(ExpiryCause.AGE)
                .setReason("It is 31 days old; 30 are kept.")
                .setCompletedAt(now)
                .setExpiredAt(now)
                .setCopies(List.of(BackupCopy.newBuilder()
                        .setLocationId("nas")
                        .setKind(LocationKind.DIRECTORY)
                        .setState(CopyState.FAILED)
                        .setBytes(1)
                        .setProblem("It is read-only")
                        .build()))
                .setFreedBytes(0)
                .build();
    }

    /** All is well again with this plan. */
    static BackupCompleted completed(String planId) {
        Instant now = Instant.now();
        return BackupCompleted.newBuilder()
                .setRunId(UUID.randomUUID().toString())
                .setPlanId(planId)
                .setPlanName(planId)
                .setTrigger(BackupTrigger.SCHEDULE)
                .setSourceKind(SourceKind.POSTGRES_DUMP)
                .setSourceName("shop")
                .setStartedAt(now)
                .setConsistentAt(now)
                .setCompletedAt(now)
                .setSourceBytes(1)
                .setStoredBytes(1)
                .setCopies(List.of())
                .setPartial(false)
                .setManifestKey(planId + "/manifest.json")
                .setRecipientFingerprints(List.of("A"))
                .build();
    }

    @Override
    public void close() {
        producer.close();
    }
}
