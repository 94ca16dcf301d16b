package io.mooring.notifier.listen;

import io.mooring.platform.web.problem.FieldFault;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An event written by hand: plain JSON with times as ISO 8601, and without what may be missing. Avro's own JSON wants
 * microseconds and the name of each type that may be null.
 */
final class RecordFromJson {

    private static final int FAULTS = 50;

    private final List<FieldFault> faults;

    /** @param faults gets all that is wrong */
    RecordFromJson(List<FieldFault> faults) {
        this.faults = faults;
    }

    /** @return of no use when there are faults */
    @Nullable
    Object read(Schema type, @Nullable JsonNode json, String path) {
        boolean isMissing = json == null || json.isNull() || json.isMissingNode();
        return switch (type.getType()) {
            case UNION -> union(type, json, isMissing, path);
            case NULL -> null;
            default -> isMissing ? fault(path, "is missing") : there(type, json, path);
        };
    }

    private @Nullable Object union(Schema type, @Nullable JsonNode json, boolean isMissing, String path) {
        return isMissing
                ? null
                : read(
                        type.getTypes().stream()
                                .filter(one -> one.getType() != Schema.Type.NULL)
                                .findFirst()
                                .orElseThrow(),
                        json,
                        path);
    }

    private @Nullable Object there(Schema type, JsonNode json, String path) {
        return switch (type.getType()) {
            case RECORD -> record(type, json, path);
            case ARRAY -> list(type, json, path);
            case MAP -> map(type, json, path);
            case ENUM -> symbol(type, json, path);
            case STRING -> json.isString() ? json.stringValue() : fault(path, "is text");
            case BOOLEAN -> json.isBoolean() ? (Object) json.booleanValue() : fault(path, "is true or false");
            case LONG ->
                type.getLogicalType() instanceof LogicalTypes.TimestampMicros ? time(json, path) : whole(json, path);
            case INT -> json.canConvertToInt() ? (Object) json.intValue() : fault(path, "is a whole number");
            case DOUBLE -> json.isNumber() ? (Object) json.doubleValue() : fault(path, "is a number");
            case FLOAT -> json.isNumber() ? (Object) (float) json.doubleValue() : fault(path, "is a number");
            case BYTES, FIXED -> amount(type, json, path);
            case UNION, NULL -> throw new IllegalStateException(path);
        };
    }

    private @Nullable Object record(Schema type, JsonNode json, String path) {
        if (!json.isObject()) {
            return fault(path, "is an object with the fields of " + type.getName());
        }
        json.propertyNames().stream()
                .filter(name -> type.getField(name) == null)
                .forEach(name -> fault(path + "." + name, "is no field of " + type.getName()));
        IndexedRecord record = (IndexedRecord) SpecificData.get().newRecord(null, type);
        for (Schema.Field field : type.getFields()) {
            Object value = read(field.schema(), json.get(field.name()), path + "." + field.name());
            if (faults.isEmpty()) {
                record.put(field.pos(), value);
            }
        }
        return record;
    }

    private @Nullable Object list(Schema type, JsonNode json, String path) {
        if (!json.isArray()) {
            return fault(path, "is a list");
        }
        List<@Nullable Object> items = new ArrayList<>();
        for (int i = 0; i < json.size(); i++) {
            items.add(read(type.getElementType(), json.get(i), path + "[" + i + "]"));
        }
        return items;
    }

    private @Nullable Object map(Schema type, JsonNode json, String path) {
        if (!json.isObject()) {
            return fault(path, "is an object");
        }
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        json.propertyNames()
                .forEach(name -> entries.put(name, read(type.getValueType(), json.get(name), path + "." + name)));
        return entries;
    }

    /** A symbol that is not known yet is what a reader of today makes of it. */
    private @Nullable Object symbol(Schema type, JsonNode json, String path) {
        String symbol = json.isString() ? json.stringValue() : "";
        String known = type.hasEnumSymbol(symbol) ? symbol : type.getEnumDefault();
        return known == null || symbol.isEmpty()
                ? fault(path, "is one of " + String.join(", ", type.getEnumSymbols()))
                : SpecificData.get().createEnum(known, type);
    }

    private @Nullable Object whole(JsonNode json, String path) {
        return json.canConvertToLong() ? (Object) json.longValue() : fault(path, "is a whole number");
    }

    private @Nullable Object time(JsonNode json, String path) {
        try {
            return json.isString()
                    ? OffsetDateTime.parse(json.stringValue()).toInstant()
                    : fault(path, "is a time such as " + Instant.EPOCH);
        } catch (DateTimeException wrong) {
            return fault(path, "is a time such as " + Instant.EPOCH);
        }
    }

    private @Nullable Object amount(Schema type, JsonNode json, String path) {
        if (!(type.getLogicalType() instanceof LogicalTypes.Decimal decimal)) {
            return ByteBuffer.allocate(0);
        }
        BigDecimal value = json.isNumber() ? json.decimalValue() : null;
        return value == null || value.scale() > decimal.getScale()
                ? fault(path, "is a number with at most " + decimal.getScale() + " decimals")
                : value.setScale(decimal.getScale());
    }

    private @Nullable Object fault(String path, String words) {
        if (faults.size() < FAULTS) {
            faults.add(new FieldFault(path, words));
        }
        return null;
    }
}
