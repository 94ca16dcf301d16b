package io.mooring.platform.events.serde;

import io.mooring.platform.events.registry.BoundedCache;
import io.mooring.platform.events.registry.SchemaRegistry;
import io.mooring.platform.events.registry.SchemaUnknown;
import java.io.IOException;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.DatumReader;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads Avro records in Confluent's wire format and takes Confluent's configuration keys, see {@link AvroSerdeConfig}.
 * Asks the registry once for each schema id; afterwards it works without.
 *
 * <p>Throws {@link RecordNotReadable} for bytes that will never be readable, and
 * {@link io.mooring.platform.events.registry.RegistryUnavailable} when the schema cannot be had now: such a record must
 * be read again, not be dead-lettered. Safe for use by several threads once configured.
 */
public final class KafkaAvroDeserializer implements Deserializer<IndexedRecord> {

    private static final int CAPACITY = 1000;

    private final BoundedCache<Integer, DatumReader<IndexedRecord>> readers = new BoundedCache<>(CAPACITY);
    private @Nullable SchemaRegistry registry;
    private final boolean ownsRegistry;
    private RecordReaders kind = RecordReaders.SPECIFIC;

    /** For Kafka, which calls {@link #configure} afterwards. */
    public KafkaAvroDeserializer() {
        this.ownsRegistry = true;
    }

    /** Ready for use; reads into generated classes. */
    public KafkaAvroDeserializer(SchemaRegistry registry) {
        this.registry = registry;
        this.ownsRegistry = false;
    }

    /** A deserializer that was made with a registry keeps it. */
    @Override
    public void configure(Map<String, ?> settings, boolean isKey) {
        AvroSerdeConfig config = new AvroSerdeConfig(settings);
        kind = config.getBoolean(AvroSerdeConfig.SPECIFIC_READER) ? RecordReaders.SPECIFIC : RecordReaders.GENERIC;
        if (ownsRegistry) {
            registry = config.registry();
        }
    }

    @Override
    public @Nullable IndexedRecord deserialize(String topic, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        int id = WireFormat.schemaId(topic, bytes);
        DatumReader<IndexedRecord> reader = readers.get(id, newcomer -> readerFor(topic, newcomer));
        BoundedDecoder decoder = new BoundedDecoder(bytes, WireFormat.HEADER_BYTES);
        IndexedRecord event = read(topic, id, reader, decoder);
        if (decoder.remaining() > 0) {
            throw new RecordNotReadable(
                    topic, decoder.remaining() + " bytes are left over after a record of schema " + id, null);
        }
        return event;
    }

    /** Avro reports bytes that do not fit by whatever exception its tables run into, so all of them mean the same. */
    private static IndexedRecord read(String topic, int id, DatumReader<IndexedRecord> reader, BoundedDecoder decoder) {
        try {
            return reader.read(null, decoder);
        } catch (IOException | RuntimeException e) {
            throw new RecordNotReadable(topic, "its bytes do not fit schema " + id + ": " + e.getMessage(), e);
        }
    }

    private DatumReader<IndexedRecord> readerFor(String topic, int id) {
        if (registry == null) {
            throw new IllegalStateException("The deserializer is not configured: " + AvroSerdeConfig.REGISTRY_URL);
        }
        try {
            return kind.readerFor(topic, registry.schema(id));
        } catch (SchemaUnknown e) {
            throw new RecordNotReadable(topic, "its schema id " + id + " is not registered", e);
        }
    }

    @Override
    public void close() {
        if (ownsRegistry && registry != null) {
            registry.close();
        }
    }
}
