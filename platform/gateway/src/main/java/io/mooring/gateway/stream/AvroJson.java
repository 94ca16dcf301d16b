package io.mooring.gateway.stream;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Avro as browsers read it: times in ISO-8601 UTC, decimals as numbers with all their digits, enums and texts as texts,
 * bytes in Base64, unions as the value alone. Logical types count whether or not the reader has converted them.
 */
final class AvroJson {

    private AvroJson() {}

    /** Maps, collections, texts, numbers, booleans and nulls. */
    static @Nullable Object of(IndexedRecord event) {
        return value(event.getSchema(), event);
    }

    private static @Nullable Object value(Schema schema, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        return switch (schema.getType()) {
            case RECORD -> record((IndexedRecord) value);
            case ARRAY ->
                ((Collection<?>) value)
                        .stream()
                                .map(item -> value(schema.getElementType(), item))
                                .toList();
            case MAP -> map(schema, (Map<?, ?>) value);
            case UNION -> value(schema.getTypes().get(GenericData.get().resolveUnion(schema, value)), value);
            case LONG -> number(schema.getLogicalType(), value);
            case INT -> date(schema.getLogicalType(), value);
            case BYTES, FIXED -> bytes(schema.getLogicalType(), value);
            case ENUM, STRING -> value.toString();
            case FLOAT, DOUBLE -> finite(((Number) value).doubleValue());
            case BOOLEAN, NULL -> value;
        };
    }

    private static Object record(IndexedRecord record) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (Schema.Field field : record.getSchema().getFields()) {
            fields.put(field.name(), value(field.schema(), record.get(field.pos())));
        }
        return fields;
    }

    private static Object map(Schema schema, Map<?, ?> entries) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        entries.forEach((key, item) -> fields.put(String.valueOf(key), value(schema.getValueType(), item)));
        return fields;
    }

    private static Object number(@Nullable LogicalType logical, Object value) {
        if (value instanceof Instant time) {
            return time.toString();
        }
        return switch (logical) {
            case LogicalTypes.TimestampMicros micros ->
                Instant.EPOCH.plus((Long) value, ChronoUnit.MICROS).toString();
            case LogicalTypes.TimestampMillis millis ->
                Instant.ofEpochMilli((Long) value).toString();
            case null, default -> value;
        };
    }

    private static Object date(@Nullable LogicalType logical, Object value) {
        if (value instanceof LocalDate day) {
            return day.toString();
        }
        return logical instanceof LogicalTypes.Date
                ? LocalDate.ofEpochDay((Integer) value).toString()
                : value;
    }

    private static Object bytes(@Nullable LogicalType logical, Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal;
        }
        byte[] bytes = raw(value);
        return logical instanceof LogicalTypes.Decimal decimal
                ? new BigDecimal(new BigInteger(bytes), decimal.getScale())
                : Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] raw(Object value) {
        if (value instanceof GenericFixed fixed) {
            return fixed.bytes();
        }
        ByteBuffer buffer = ((ByteBuffer) value).duplicate();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    /** JSON knows neither infinity nor not-a-number. */
    private static Object finite(double value) {
        return Double.isFinite(value) ? value : Double.toString(value);
    }
}
