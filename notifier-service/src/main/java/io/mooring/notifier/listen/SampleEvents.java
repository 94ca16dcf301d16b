package io.mooring.notifier.listen;

import io.mooring.platform.events.ReceivedEvent;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Events to try rules on: with all that may be missing there and not there, with each flag set and not, and with every
 * symbol of every enum.
 */
final class SampleEvents {

    private static final Instant TIME = Instant.parse("2026-03-01T02:00:07Z");
    private static final int DEPTH = 8;

    private final Schema schema;
    private boolean full;
    private boolean flag;
    private @Nullable Schema enumeration;
    private String symbol = "";

    private SampleEvents(Schema schema) {
        this.schema = schema;
    }

    static List<Heard> of(Schema schema, String topic) {
        SampleEvents samples = new SampleEvents(schema);
        List<Heard> made = new ArrayList<>();
        for (boolean full : new boolean[] {true, false}) {
            for (boolean flag : new boolean[] {true, false}) {
                samples.full = full;
                samples.flag = flag;
                samples.enumeration = null;
                made.add(samples.make(topic));
                for (Schema enumeration : enumerations(schema)) {
                    for (String symbol : enumeration.getEnumSymbols()) {
                        samples.enumeration = enumeration;
                        samples.symbol = symbol;
                        made.add(samples.make(topic));
                    }
                }
            }
        }
        return made;
    }

    private Heard make(String topic) {
        SpecificRecord record = (SpecificRecord) record(schema, 0);
        return new Heard(new ReceivedEvent<>(
                "sample", schema.getFullName(), "/mooring/sample", TIME, topic, "sample", "sample", record));
    }

    private IndexedRecord record(Schema type, int depth) {
        IndexedRecord record = (IndexedRecord) SpecificData.get().newRecord(null, type);
        type.getFields().forEach(field -> record.put(field.pos(), value(field.schema(), depth + 1)));
        return record;
    }

    private @Nullable Object value(Schema type, int depth) {
        return switch (type.getType()) {
            case UNION -> union(type, depth);
            case RECORD -> record(type, depth);
            case ENUM -> symbol(type);
            case ARRAY ->
                full && depth < DEPTH
                        ? List.of(value(type.getElementType(), depth + 1), value(type.getElementType(), depth + 1))
                        : List.of();
            case MAP -> full ? Map.of("sample", value(type.getValueType(), depth + 1)) : Map.of();
            case STRING -> "sample";
            case LONG -> type.getLogicalType() instanceof LogicalTypes.TimestampMicros ? TIME : 90_000L;
            case INT -> 9;
            case DOUBLE -> 1.5;
            case FLOAT -> 1.5f;
            case BOOLEAN -> flag;
            case BYTES, FIXED -> type.getLogicalType() == null ? ByteBuffer.allocate(0) : BigDecimal.ONE;
            case NULL -> null;
        };
    }

    private @Nullable Object union(Schema type, int depth) {
        boolean mayMiss = type.getTypes().stream().anyMatch(one -> one.getType() == Schema.Type.NULL);
        if (mayMiss && (!full || depth >= DEPTH)) {
            return null;
        }
        Schema there = type.getTypes().stream()
                .filter(one -> one.getType() != Schema.Type.NULL)
                .findFirst()
                .orElseThrow();
        return value(there, depth);
    }

    private Object symbol(Schema type) {
        String chosen =
                type.equals(enumeration) ? symbol : type.getEnumSymbols().getLast();
        return SpecificData.get().createEnum(chosen, type);
    }

    private static Set<Schema> enumerations(Schema schema) {
        Set<Schema> found = new LinkedHashSet<>();
        collect(schema, found, new LinkedHashSet<>());
        return found;
    }

    private static void collect(Schema schema, Set<Schema> found, Set<Schema> seen) {
        if (!seen.add(schema)) {
            return;
        }
        switch (schema.getType()) {
            case ENUM -> found.add(schema);
            case RECORD -> schema.getFields().forEach(field -> collect(field.schema(), found, seen));
            case ARRAY -> collect(schema.getElementType(), found, seen);
            case MAP -> collect(schema.getValueType(), found, seen);
            case UNION -> schema.getTypes().forEach(one -> collect(one, found, seen));
            default -> {}
        }
    }
}
