package io.mooring.schemas.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mooring.schemas.Repository;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.Schema;

/**
 * A record as it was written with a released version: its bytes, made by an Avro library that is not Java's, and what
 * they mean.
 *
 * @param version of the schema, counted from 1
 * @param name {@code full} with a value in every field, or {@code sparse} with nothing in optional fields and lists
 */
record Golden(String event, int version, String name, byte[] bytes, JsonNode value) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** From {@code golden/<Event>/vN.json}. */
    static List<Golden> of(Schema event, int version) {
        Path file = Repository.GOLDEN.resolve(event.getName()).resolve("v" + version + ".json");
        return parse(file).properties().stream()
                .map(entry -> new Golden(
                        event.getName(),
                        version,
                        entry.getKey(),
                        HexFormat.of().parseHex(entry.getValue().get("bytes").textValue()),
                        entry.getValue().get("value")))
                .toList();
    }

    private static JsonNode parse(Path file) {
        try {
            return JSON.readTree(Repository.read(file));
        } catch (JsonProcessingException e) {
            throw new AssertionError(file + " is not JSON", e);
        }
    }

    @Override
    public String toString() {
        return event + " v" + version + " " + name;
    }
}
