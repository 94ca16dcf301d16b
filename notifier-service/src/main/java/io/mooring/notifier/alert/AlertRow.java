package io.mooring.notifier.alert;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** An alert from its row. */
final class AlertRow {

    private static final TypeReference<List<Fact>> FACTS = new TypeReference<>() {};
    private static final TypeReference<Map<String, String>> LABELS = new TypeReference<>() {};

    private final JsonMapper json;

    AlertRow(JsonMapper json) {
        this.json = json;
    }

    String json(Object value) {
        return json.writeValueAsString(value);
    }

    @Nullable
    String jsonOrNull(@Nullable Object value) {
        return value == null ? null : json.writeValueAsString(value);
    }

    Alert read(Readable row) {
        return new Alert(
                value(row, "id", UUID.class),
                text(row, "key"),
                AlertState.valueOf(text(row, "state")),
                value(row, "revision", Integer.class),
                Severity.valueOf(text(row, "severity")),
                new Words(text(row, "title"), text(row, "body"), json.readValue(text(row, "facts"), FACTS)),
                json.readValue(text(row, "labels"), LABELS),
                origin(row),
                value(row, "started_at", Instant.class),
                value(row, "raised_at", Instant.class),
                value(row, "heard_at", Instant.class),
                value(row, "reports", Long.class),
                value(row, "flapping", Boolean.class),
                row.get("ends_at", Instant.class),
                optional(row, "acknowledged", Alert.Acknowledgement.class),
                optional(row, "ending", Alert.Ending.class));
    }

    private static Origin origin(Readable row) {
        return new Origin(
                text(row, "event_id"),
                text(row, "event_type"),
                text(row, "source"),
                text(row, "correlation_id"),
                row.get("traceparent", String.class));
    }

    private <T> @Nullable T optional(Readable row, String column, Class<T> type) {
        String text = row.get(column, String.class);
        return text == null ? null : json.readValue(text, type);
    }

    static String text(Readable row, String column) {
        return value(row, column, String.class);
    }

    static <T> T value(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
