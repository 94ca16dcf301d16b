package io.mooring.platform.events.registry;

import io.mooring.schemas.SchemaText;
import org.apache.avro.Schema;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A registry that speaks Confluent's REST API: Confluent, Apicurio under {@code /apis/ccompat/v7}, Redpanda, Karapace.
 * See <a href="https://docs.confluent.io/platform/current/schema-registry/develop/api.html">its reference</a>.
 */
public final class HttpSchemaRegistry implements SchemaRegistry {

    private static final String SUBJECTS = "subjects";
    private static final String VERSIONS = "versions";

    private final RegistryHttp http;

    public HttpSchemaRegistry(RegistrySettings settings) {
        this.http = new RegistryHttp(settings);
    }

    @Override
    public int register(String subject, Schema schema) {
        return http.exchange("POST", body(schema), SUBJECTS, subject, VERSIONS)
                .taken(subject)
                .number("id");
    }

    @Override
    public int idOf(String subject, Schema schema) {
        return http.exchange("POST", body(schema), SUBJECTS, subject)
                .found("schema " + schema.getFullName() + " under the subject " + subject)
                .number("id");
    }

    @Override
    public Schema schema(int id) {
        return http.exchange("GET", null, "schemas", "ids", Integer.toString(id))
                .found("schema with id " + id)
                .schema();
    }

    @Override
    public RegisteredSchema latest(String subject) {
        RegistryAnswer answer = http.exchange("GET", null, SUBJECTS, subject, VERSIONS, "latest")
                .found("subject " + subject);
        return new RegisteredSchema(answer.number("id"), answer.number("version"), answer.schema());
    }

    @Override
    public void demandFullCompatibility(String subject) {
        http.exchange("PUT", json().put("compatibility", "FULL"), "config", subject)
                .successful();
    }

    @Override
    public void close() {
        http.close();
    }

    private static ObjectNode body(Schema schema) {
        return json().put("schemaType", "AVRO").put("schema", SchemaText.of(schema));
    }

    private static ObjectNode json() {
        return JsonMapper.shared().createObjectNode();
    }
}
