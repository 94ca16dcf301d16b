package io.mooring.notifier.input;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One event: what is needed of its attributes, and its data. */
record CloudEvent(
        String id, String source, String type, @Nullable Instant time, Json data) {

    private static final List<String> ATTRIBUTES =
            List.of("specversion", "id", "source", "type", "time", "datacontenttype");
    private static final String PREFIX = "ce-";

    /** Attributes and data in one JSON object. */
    static CloudEvent structured(Json event) {
        event.object();
        if (!event.get("data_base64").isAbsent()) {
            throw event.get("data_base64").wrong("is not taken: data must be JSON");
        }
        return of(event, event.get("data"));
    }

    /** Attributes in headers, data as the body. */
    static CloudEvent binary(Payload payload) {
        ObjectNode attributes = JsonNodeFactory.instance.objectNode();
        for (String attribute : ATTRIBUTES) {
            String value = payload.headers().get(PREFIX + attribute);
            if (value != null) {
                attributes.put(attribute, decoded(value));
            }
        }
        return of(new Json(attributes, "headers"), ReadJson.of(payload));
    }

    private static CloudEvent of(Json attributes, Json data) {
        if (!"1.0".equals(attributes.get("specversion").needed())) {
            throw attributes.get("specversion").wrong("is not 1.0");
        }
        String type = attributes.get("datacontenttype").text();
        if (!type.isBlank()
                && !ReadCloudEvents.isJson(type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))) {
            throw attributes.get("datacontenttype").wrong("is not JSON");
        }
        return new CloudEvent(
                attributes.get("id").needed(),
                attributes.get("source").needed(),
                attributes.get("type").needed(),
                attributes.get("time").time(),
                new Json(data.node(), data.path().isEmpty() ? "data" : data.path()));
    }

    /** A producer gives each event of a source its own id. */
    String identity() {
        return Plain.digest(source, id);
    }

    /** Header values are percent-encoded UTF-8 (HTTP binding, 3.1.3.2); what is no such code stands for itself. */
    private static String decoded(String value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int at = 0; at < value.length(); at++) {
            char here = value.charAt(at);
            int code = here == '%' && at + 2 < value.length() ? hex(value, at + 1) : -1;
            if (code >= 0) {
                bytes.write(code);
                at += 2;
            } else {
                bytes.writeBytes(String.valueOf(here).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static int hex(String value, int at) {
        int high = Character.digit(value.charAt(at), 16);
        int low = Character.digit(value.charAt(at + 1), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }
}
