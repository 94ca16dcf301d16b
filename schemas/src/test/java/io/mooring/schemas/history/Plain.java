package io.mooring.schemas.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** An event as JSON: times in ISO 8601, amounts of money and enum symbols as text. */
final class Plain {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Plain() {}

    static JsonNode of(@Nullable Object value) {
        return switch (value) {
            case SpecificRecord record -> fields(record);
            case List<?> list ->
                JSON.createArrayNode().addAll(list.stream().map(Plain::of).toList());
            case Map<?, ?> map -> {
                ObjectNode object = JSON.createObjectNode();
                map.forEach((key, each) -> object.set(key.toString(), of(each)));
                yield object;
            }
            case Instant time -> JSON.valueToTree(time.toString());
            case BigDecimal amount -> JSON.valueToTree(amount.toPlainString());
            case Enum<?> symbol -> JSON.valueToTree(symbol.name());
            // JSON has one kind of whole number
            case Integer number -> JSON.valueToTree(number.longValue());
            case null, default -> JSON.valueToTree(value);
        };
    }

    private static ObjectNode fields(SpecificRecord record) {
        ObjectNode object = JSON.createObjectNode();
        record.getSchema().getFields().forEach(field -> object.set(field.name(), of(record.get(field.pos()))));
        return object;
    }
}
