package io.mooring.platform.events.serde;

import io.mooring.platform.events.registry.BoundedCache;
import io.mooring.platform.events.registry.SchemaRegistry;
import java.io.IOException;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes Avro records in Confluent's wire format and takes Confluent's configuration keys, see {@link AvroSerdeConfig}.
 * Asks the registry once for each topic and schema; afterwards it works without.
 *
 * <p>Throws {@link RecordNotWritable} when a record does not fit its schema, and a
 * {@link io.mooring.platform.events.registry.RegistryException} when the schema's id cannot be had. Safe for use by
 * several threads once configured.
 */
public final class KafkaAvroSerializer implements Serializer<IndexedRecord> {

    private static final int CAPACITY = 1000;

    private final BoundedCache<TopicSchema, EventWriter> writers = new BoundedCache<>(CAPACITY);
    private @Nullable SchemaRegistry registry;
    private final boolean ownsRegistry;
    private SchemaChoice choice = SchemaChoice.REGISTER;
    private SubjectNames subjects = SubjectNames.TOPIC_RECORD;
    private boolean key;

    /** For Kafka, which calls {@link #configure} afterwards. */
    public KafkaAvroSerializer() {
        this.ownsRegistry = true;
    }

    /**
     * Ready for use, with subjects by topic and record.
     *
     * @param register whether a schema that is new to the registry is registered
     */
    public KafkaAvroSerializer(SchemaRegistry registry, boolean register) {
        this.registry = registry;
        this.ownsRegistry = false;
        this.choice = register ? SchemaChoice.REGISTER : SchemaChoice.LOOK_UP;
    }

    /** A serializer that was made with a registry keeps it, and what it was made with. */
    @Override
    public void configure(Map<String, ?> settings, boolean isKey) {
        if (ownsRegistry) {
            AvroSerdeConfig config = new AvroSerdeConfig(settings);
            registry = config.registry();
            choice = config.choice();
            subjects = config.subjects(isKey);
            key = isKey;
        }
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable IndexedRecord event) {
        if (event == null) {
            return null;
        }
        EventWriter writer =
                writers.get(new TopicSchema(topic, event.getSchema()), newcomer -> writerFor(topic, event));
        try {
            return writer.write(event);
        } catch (IOException | RuntimeException e) {
            throw new RecordNotWritable(topic, event.getSchema().getFullName(), e);
        }
    }

    private EventWriter writerFor(String topic, IndexedRecord event) {
        if (registry == null) {
            throw new IllegalStateException("The serializer is not configured: " + AvroSerdeConfig.REGISTRY_URL);
        }
        String subject = subjects.subject(topic, key, event.getSchema());
        return EventWriter.of(topic, event, choice.choose(registry, subject, event.getSchema()));
    }

    @Override
    public void close() {
        if (ownsRegistry && registry != null) {
            registry.close();
        }
    }

    private record TopicSchema(String topic, Schema schema) {}
}
