package io.mooring.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.Schema;

/**
 * A schema as others see it: complete in itself, and without the notes that Avro's compiler leaves in it for Java. This
 * is what is registered and what is frozen.
 */
public final class SchemaText {

    private static final String JAVA_STRING = "avro.java.string";
    private static final ObjectMapper JSON = new ObjectMapper();

    private SchemaText() {}

    /** The schema as JSON in one line. */
    public static String of(Schema schema) {
        return published(schema).toString();
    }

    /** The schema as indented JSON, ending with a line feed. */
    public static String pretty(Schema schema) {
        return published(schema).toPrettyString() + "\n";
    }

    private static JsonNode published(Schema schema) {
        try {
            return withoutJava(JSON.readTree(schema.toString()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Avro wrote a schema that is not JSON: " + schema.getFullName(), e);
        }
    }

    private static JsonNode withoutJava(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> withoutJava(object);
            case ArrayNode array -> {
                IntStream.range(0, array.size()).forEach(i -> array.set(i, withoutJava(array.get(i))));
                yield array;
            }
            default -> node;
        };
    }

    /** {@code {"type":"string","avro.java.string":"String"}} becomes {@code "string"}; defaults are data and stay. */
    private static JsonNode withoutJava(ObjectNode object) {
        boolean marked = object.remove(JAVA_STRING) != null;
        if (marked && object.size() == 1 && object.get("type") instanceof TextNode primitive) {
            return primitive;
        }
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (!field.getKey().equals("default")) {
                field.setValue(withoutJava(field.getValue()));
            }
        }
        return object;
    }
}
