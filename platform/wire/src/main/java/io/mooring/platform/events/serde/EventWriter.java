package io.mooring.platform.events.serde;

import io.mooring.platform.events.registry.RegisteredSchema;
import io.mooring.platform.events.registry.SchemaResolution;
import io.mooring.schemas.SchemaText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Writes events of one schema; safe for use by several threads. */
final class EventWriter {

    private final int schemaId;
    private final DatumWriter<IndexedRecord> writer;
    private final @Nullable Projection projection;

    private EventWriter(int schemaId, DatumWriter<IndexedRecord> writer, @Nullable Projection projection) {
        this.schemaId = schemaId;
        this.writer = writer;
        this.projection = projection;
    }

    /** @throws RecordNotWritable when the target schema cannot take what the event's own schema holds */
    static EventWriter of(String topic, IndexedRecord example, RegisteredSchema target) {
        Schema own = example.getSchema();
        DatumWriter<IndexedRecord> writer =
                example instanceof SpecificRecord ? new SpecificDatumWriter<>(own) : new GenericDatumWriter<>(own);
        return new EventWriter(
                target.id(),
                writer,
                SchemaText.of(own).equals(SchemaText.of(target.schema()))
                        ? null
                        : Projection.of(topic, own, target.schema()));
    }

    byte[] write(IndexedRecord event) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        WireFormat.writeHeader(out, schemaId);
        if (projection == null) {
            encode(writer, event, out);
        } else {
            ByteArrayOutputStream own = new ByteArrayOutputStream(512);
            encode(writer, event, own);
            projection.rewrite(own.toByteArray(), out);
        }
        return out.toByteArray();
    }

    private static void encode(DatumWriter<IndexedRecord> writer, IndexedRecord event, ByteArrayOutputStream out)
            throws IOException {
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        writer.write(event, encoder);
        encoder.flush();
    }

    /** Bytes of one schema as bytes of another, by Avro's rules for readers. */
    private record Projection(DatumReader<IndexedRecord> reader, DatumWriter<IndexedRecord> writer) {

        static Projection of(String topic, Schema own, Schema target) {
            SchemaResolution.problem(target, own).ifPresent(problem -> {
                throw new RecordNotWritable(
                        topic,
                        own.getFullName(),
                        new IllegalArgumentException("the newest registered schema cannot hold it: " + problem));
            });
            return new Projection(new GenericDatumReader<>(own, target), new GenericDatumWriter<>(target));
        }

        void rewrite(byte[] own, ByteArrayOutputStream out) throws IOException {
            encode(writer, reader.read(null, new BoundedDecoder(own, 0)), out);
        }
    }
}
