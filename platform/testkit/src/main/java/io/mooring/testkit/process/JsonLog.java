package io.mooring.testkit.process;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A service's log as it is in production: one JSON object a line. */
public final class JsonLog {

    /** Property of a process that makes its log so, and the value. */
    public static final String PROPERTY = "logging.config";

    /** @see #PROPERTY */
    public static final String CONFIGURATION = "classpath:json-logback.xml";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private JsonLog() {}

    /** What was logged so far; what a JVM itself prints is left out. */
    public static List<Line> of(String output) {
        return output.lines()
                .filter(line -> line.startsWith("{") && line.endsWith("}"))
                .map(line -> new Line(JSON.readTree(line)))
                .toList();
    }

    /** One log line; what it does not have is empty. */
    public record Line(JsonNode json) {

        public String message() {
            return json.path("message").asString("");
        }

        public String traceId() {
            return json.path("traceId").asString("");
        }

        public String correlationId() {
            return json.path("correlationId").asString("");
        }
    }
}
