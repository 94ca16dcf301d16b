package io.mooring.platform.events.serde;

import io.mooring.platform.events.registry.SchemaResolution;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/** Into what records are read. */
enum RecordReaders {
    /** Into the generated class of the writer's record name, by the class's own schema. */
    SPECIFIC {
        @Override
        DatumReader<IndexedRecord> readerFor(String topic, Schema written) {
            Class<? extends SpecificRecord> type = generatedClass(topic, written);
            SpecificData model = SpecificData.getForClass(type);
            Schema wanted = model.getSchema(type);
            demandReadable(topic, written, wanted);
            return new SpecificDatumReader<>(written, wanted, model);
        }
    },
    /** Into generic records, by the writer's schema. */
    GENERIC {
        @Override
        DatumReader<IndexedRecord> readerFor(String topic, Schema written) {
            return new GenericDatumReader<>(written);
        }
    };

    abstract DatumReader<IndexedRecord> readerFor(String topic, Schema written);

    /** The name comes from a registry, so the class is not initialized before it is known to be a record's. */
    private static Class<? extends SpecificRecord> generatedClass(String topic, Schema written) {
        try {
            return Class.forName(written.getFullName(), false, classLoader()).asSubclass(SpecificRecord.class);
        } catch (ClassNotFoundException | ClassCastException | LinkageError e) {
            throw new RecordNotReadable(topic, "no event class is named " + written.getFullName() + " here", e);
        }
    }

    private static ClassLoader classLoader() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context != null ? context : RecordReaders.class.getClassLoader();
    }

    private static void demandReadable(String topic, Schema written, Schema wanted) {
        SchemaResolution.problem(wanted, written).ifPresent(problem -> {
            throw new RecordNotReadable(
                    topic,
                    "this version of " + wanted.getFullName() + " cannot read what it was written with: " + problem,
                    null);
        });
    }
}
