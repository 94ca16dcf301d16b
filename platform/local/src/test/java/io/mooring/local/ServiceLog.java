package io.mooring.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What one service of the local system has written down, as {@code ./mooring logs SERVICE} shows it. */
final class ServiceLog {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;

    ServiceLog(Path file) {
        this.file = file;
    }

    /** One line; an id that it does not have is empty. */
    record Line(String message, String traceId, String correlationId) {

        private static Line of(JsonNode json) {
            JsonNode context = json.path("mdc");
            return new Line(
                    json.path("formattedMessage").asString(""),
                    context.path("traceId").asString(""),
                    context.path("correlationId").asString(""));
        }
    }

    /** All that are complete. */
    List<Line> lines() {
        try {
            return Files.readString(file)
                    .lines()
                    .filter(line -> line.startsWith("{") && line.endsWith("}"))
                    .map(line -> Line.of(JSON.readTree(line)))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
