package io.mooring.schemas.docs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mooring.schemas.SchemaText;
import io.mooring.schemas.Topic;
import io.mooring.schemas.TopicCatalogue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * {@code docs/asyncapi.yaml}: the catalogue for machines. See the <a
 * href="https://www.asyncapi.com/docs/reference/specification/v3.0.0">AsyncAPI 3.0 specification</a> and its <a
 * href="https://github.com/asyncapi/bindings/blob/master/kafka/README.md">Kafka binding</a>.
 */
final class AsyncApi {

    private static final String BINDING_VERSION = "0.5.0";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String command;

    AsyncApi(String command) {
        this.command = command;
    }

    String text() {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setWidth(120);
        options.setSplitLines(false);
        return "# Written from schemas/ by: " + command + "\n" + new Yaml(options).dump(document());
    }

    Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("asyncapi", "3.0.0");
        document.put("info", info());
        document.put("defaultContentType", "application/vnd.apache.avro");
        document.put("servers", servers());
        document.put("channels", byTopic(AsyncApi::channel));
        document.put("operations", operations());
        document.put("components", components());
        return document;
    }

    private static Map<String, Object> info() {
        return ordered(
                "title",
                "Mooring events",
                "version",
                "1.0.0",
                "description",
                "What Mooring's services tell each other, and whoever else listens, on Kafka. "
                        + "Operations are those of an application beside Mooring: it may receive from every topic, "
                        + "and send to those that any service writes.",
                "license",
                ordered("name", "Apache-2.0", "url", "https://www.apache.org/licenses/LICENSE-2.0"));
    }

    private static Map<String, Object> servers() {
        return ordered(
                "local",
                ordered(
                        "host", "localhost:9092",
                        "protocol", "kafka",
                        "description", "The local system that ./mooring up starts.",
                        "bindings",
                                kafka(
                                        "schemaRegistryUrl", "http://localhost:8090/apis/ccompat/v7",
                                        "schemaRegistryVendor", "apicurio")));
    }

    private static Map<String, Object> channel(Topic topic) {
        Map<String, Object> messages = new LinkedHashMap<>();
        topic.schemas()
                .forEach(event ->
                        messages.put(event.getName(), ordered("$ref", "#/components/messages/" + event.getName())));
        return ordered(
                "address", topic.name(),
                "description", topic.description(),
                "messages", messages,
                "bindings",
                        kafka(
                                "partitions", topic.partitions(),
                                "topicConfiguration", topicConfiguration(topic)));
    }

    private static Map<String, Object> topicConfiguration(Topic topic) {
        Map<String, Object> configuration = new LinkedHashMap<>();
        configuration.put("cleanup.policy", List.of(topic.compacted() ? "compact" : "delete"));
        if (topic.retention() != null) {
            configuration.put("retention.ms", topic.retention().toMillis());
        }
        return configuration;
    }

    private static Map<String, Object> operations() {
        Map<String, Object> operations = new LinkedHashMap<>();
        TopicCatalogue.topics()
                .forEach(topic -> operations.put("receive." + topic.name(), operation("receive", topic)));
        TopicCatalogue.topics().stream()
                .filter(topic -> topic.writers().contains(TopicCatalogue.ANY_SERVICE))
                .forEach(topic -> operations.put("send." + topic.name(), operation("send", topic)));
        return operations;
    }

    private static Map<String, Object> operation(String action, Topic topic) {
        return ordered("action", action, "channel", ordered("$ref", "#/channels/" + topic.name()));
    }

    private static Map<String, Object> components() {
        Map<String, Object> messages = new LinkedHashMap<>();
        TopicCatalogue.topics().forEach(topic -> topic.schemas()
                .forEach(event -> messages.put(event.getName(), message(topic, event))));
        return ordered("messages", messages, "schemas", ordered("CloudEventHeaders", CloudEventHeaders.schema()));
    }

    private static Map<String, Object> message(Topic topic, Schema event) {
        return ordered(
                "name", event.getFullName(),
                "title", event.getName(),
                "summary", event.getDoc(),
                "headers", ordered("$ref", "#/components/schemas/CloudEventHeaders"),
                "payload",
                        ordered(
                                "schemaFormat",
                                "application/vnd.apache.avro+json;version=1.9.0",
                                "schema",
                                avro(event)),
                "bindings",
                        kafka(
                                "key",
                                ordered("type", "string", "description", String.join(", else ", topic.keyFields())),
                                "schemaIdLocation",
                                "payload",
                                "schemaIdPayloadEncoding",
                                "confluent",
                                "schemaLookupStrategy",
                                "TopicRecordNameStrategy"));
    }

    private static Object avro(Schema event) {
        try {
            return JSON.readValue(SchemaText.of(event), Object.class);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, Object> byTopic(Function<Topic, Object> value) {
        Map<String, Object> byTopic = new LinkedHashMap<>();
        TopicCatalogue.topics().forEach(topic -> byTopic.put(topic.name(), value.apply(topic)));
        return byTopic;
    }

    private static Map<String, Object> kafka(Object... binding) {
        Map<String, Object> kafka = ordered(binding);
        kafka.put("bindingVersion", BINDING_VERSION);
        return ordered("kafka", kafka);
    }

    /** Name, value, name, value; readers see them in this order. */
    static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
