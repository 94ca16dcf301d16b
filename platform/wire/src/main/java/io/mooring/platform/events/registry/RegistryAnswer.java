package io.mooring.platform.events.registry;

import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import tools.jackson.databind.JsonNode;

/** What a registry said: a success, or an error in the form {@code {"error_code":40403,"message":"…"}}. */
record RegistryAnswer(RegistryAddress address, int status, JsonNode body) {

    /**
     * The answer itself when it is a success.
     *
     * @param what was looked for, for the message
     */
    RegistryAnswer found(String what) {
        if (status == 404 && isRegistryError()) {
            throw new SchemaUnknown(address.toString(), what);
        }
        return successful();
    }

    /** The answer itself when the registry took the schema. */
    RegistryAnswer taken(String subject) {
        if (status == 409 || status == 422) {
            throw new SchemaRefused(subject, address.toString(), message());
        }
        return successful();
    }

    RegistryAnswer successful() {
        if (status / 100 == 2) {
            return this;
        }
        throw isRegistryError()
                ? RegistryHttp.unavailable(address, "answered " + status + ": " + message(), null)
                : RegistryHttp.unavailable(address, RegistryHttp.notARegistry(status), null);
    }

    int number(String field) {
        JsonNode value = body.path(field);
        if (!value.canConvertToInt()) {
            throw RegistryHttp.unavailable(address, RegistryHttp.notARegistry(status), null);
        }
        return value.asInt();
    }

    Schema schema() {
        try {
            return new Schema.Parser().parse(body.path("schema").asString(""));
        } catch (SchemaParseException e) {
            throw RegistryHttp.unavailable(address, "holds something that is not an Avro schema: " + e.getMessage(), e);
        }
    }

    /** Five digits: 404xx not found, 409xx incompatible, 422xx invalid. A web server's own 404 has none. */
    private boolean isRegistryError() {
        return body.path("error_code").asInt(0) >= 1000;
    }

    private String message() {
        return body.path("message").asString("without a reason");
    }
}
