package io.mooring.schemas.docs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON schema of the headers of every record: CloudEvents' Kafka binding in binary mode. */
final class CloudEventHeaders {

    private CloudEventHeaders() {}

    static Map<String, Object> schema() {
        Map<String, Object> headers = new LinkedHashMap<>();
        headers.put("ce_specversion", AsyncApi.ordered("type", "string", "const", "1.0"));
        headers.put("ce_id", text("UUIDv7, the same at every redelivery"));
        headers.put("ce_type", text("Full name of the Avro record"));
        headers.put("ce_source", text("Who published it, a URI reference"));
        headers.put("ce_time", text("When it was published, RFC 3339"));
        headers.put("ce_subject", text("The record key"));
        headers.put("ce_correlationid", text("The same in everything that one request led to"));
        headers.put("ce_causationid", text("Id of the event that led to this one, if one did"));
        headers.put("traceparent", text("W3C trace context"));
        return AsyncApi.ordered(
                "type",
                "object",
                "required",
                List.of("ce_specversion", "ce_id", "ce_type", "ce_source", "ce_time"),
                "properties",
                headers);
    }

    private static Map<String, Object> text(String description) {
        return AsyncApi.ordered("type", "string", "description", description);
    }
}
