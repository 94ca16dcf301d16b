package io.mooring.schemas.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** What every contract keeps to, whoever writes it. */
final class SchemaRules {

    private static final Pattern FIELD_NAME = Pattern.compile("[a-z][A-Za-z0-9]*");
    private static final Pattern SYMBOL = Pattern.compile("[A-Z][A-Z0-9_]*");
    private static final String FALLBACK = "UNKNOWN";

    /** Fields whose name ends so have this type; a unit in the name is better than one in the documentation alone. */
    private static final Map<String, Schema.Type> TYPE_BY_SUFFIX = Map.of(
            "Id", Schema.Type.STRING,
            "Ids", Schema.Type.ARRAY,
            "Millis", Schema.Type.LONG,
            "Micros", Schema.Type.LONG,
            "Bytes", Schema.Type.LONG,
            "Percent", Schema.Type.INT);

    private SchemaRules() {}

    /** What is wrong with a record or an enum, in words; the types that it refers to are judged on their own. */
    static List<String> violations(Schema type) {
        List<String> found = new ArrayList<>();
        if (isBlank(type.getDoc())) {
            found.add(type.getName() + " has no doc");
        }
        if (!type.getNamespace().matches("io\\.mooring\\.events\\.[a-z]+")) {
            found.add(type.getName() + " is in " + type.getNamespace() + " and not in io.mooring.events.<domain>");
        }
        if (type.getType() == Schema.Type.ENUM) {
            enumViolations(type).forEach(found::add);
        } else {
            type.getFields().stream()
                    .flatMap(field -> fieldViolations(type, field))
                    .forEach(found::add);
        }
        return found;
    }

    private static Stream<String> enumViolations(Schema type) {
        return Stream.of(
                        FALLBACK.equals(type.getEnumDefault())
                                ? ""
                                : type.getName() + " needs the default " + FALLBACK
                                        + ": without it, readers break on a new symbol",
                        type.getEnumSymbols().stream().allMatch(SYMBOL.asMatchPredicate())
                                ? ""
                                : type.getName() + " has a symbol that is not in UPPER_CASE")
                .filter(problem -> !problem.isEmpty());
    }

    private static Stream<String> fieldViolations(Schema type, Schema.Field field) {
        Schema value = withoutNull(field.schema());
        return Stream.of(
                        isBlank(field.doc()) ? "has no doc" : "",
                        FIELD_NAME.matcher(field.name()).matches() ? "" : "is not in camelCase",
                        isOptionalDoneRight(field)
                                ? ""
                                : "is a union, which must be [\"null\", type] with default null",
                        hasTypeOfItsName(field.name(), value) ? "" : "does not have the type that its name promises",
                        isTimeDoneRight(field.name(), value)
                                ? ""
                                : "is a time exactly when its name ends in At, in timestamp-micros",
                        value.getType() == Schema.Type.FLOAT ? "is a float: use a double" : "",
                        isDecimalDoneRight(value) ? "" : "holds bytes: only money does, as decimal")
                .filter(problem -> !problem.isEmpty())
                .map(problem -> type.getName() + "." + field.name() + " " + problem);
    }

    private static boolean isOptionalDoneRight(Schema.Field field) {
        if (!field.schema().isUnion()) {
            return true;
        }
        List<Schema> branches = field.schema().getTypes();
        return branches.size() == 2
                && branches.getFirst().getType() == Schema.Type.NULL
                && field.hasDefaultValue()
                && field.defaultVal() == JsonProperties.NULL_VALUE;
    }

    private static boolean hasTypeOfItsName(String name, Schema value) {
        return TYPE_BY_SUFFIX.entrySet().stream()
                .filter(suffix -> name.endsWith(suffix.getKey()))
                .allMatch(suffix -> value.getType() == suffix.getValue());
    }

    private static boolean isTimeDoneRight(String name, Schema value) {
        boolean isTime = value.getLogicalType() instanceof LogicalTypes.TimestampMicros;
        boolean isOtherTime =
                value.getLogicalType() != null && !isTime && !(value.getLogicalType() instanceof LogicalTypes.Decimal);
        return name.matches(".*[a-z]At") == isTime && !isOtherTime;
    }

    private static boolean isDecimalDoneRight(Schema value) {
        return value.getType() != Schema.Type.BYTES || value.getLogicalType() instanceof LogicalTypes.Decimal;
    }

    private static Schema withoutNull(Schema schema) {
        return schema.isUnion()
                ? schema.getTypes().stream()
                        .filter(branch -> branch.getType() != Schema.Type.NULL)
                        .findFirst()
                        .orElse(schema)
                : schema;
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
