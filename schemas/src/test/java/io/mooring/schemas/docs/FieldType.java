package io.mooring.schemas.docs;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** A field's type as people write it: {@code list of BackupCopy}, {@code time, optional}. */
final class FieldType {

    private FieldType() {}

    static String of(Schema.Field field) {
        return field.schema().isUnion() ? name(present(field.schema())) + ", optional" : name(field.schema());
    }

    private static String name(Schema schema) {
        return switch (schema.getType()) {
            case RECORD, ENUM ->
                "[" + schema.getName() + "](#" + schema.getName().toLowerCase() + ")";
            case ARRAY -> "list of " + name(schema.getElementType());
            case MAP -> "map of " + name(schema.getValueType());
            case LONG -> schema.getLogicalType() instanceof LogicalTypes.TimestampMicros ? "time" : "long";
            case BYTES ->
                schema.getLogicalType() instanceof LogicalTypes.Decimal decimal
                        ? "decimal(%d, %d)".formatted(decimal.getPrecision(), decimal.getScale())
                        : "bytes";
            default -> schema.getType().getName();
        };
    }

    /** The records and enums that a record's fields name, in their order. */
    static Stream<Schema> namedTypes(Schema record) {
        return record.getFields().stream().flatMap(field -> named(field.schema()));
    }

    private static Stream<Schema> named(Schema schema) {
        return switch (schema.getType()) {
            case RECORD, ENUM -> Stream.of(schema);
            case ARRAY -> named(schema.getElementType());
            case MAP -> named(schema.getValueType());
            case UNION -> named(present(schema));
            default -> Stream.of();
        };
    }

    private static Schema present(Schema union) {
        return union.getTypes().stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .findFirst()
                .orElseThrow();
    }

    static String symbols(Schema enumeration) {
        return enumeration.getEnumSymbols().stream()
                .map(symbol -> "`" + symbol + "`")
                .collect(Collectors.joining(", "));
    }
}
