package io.mooring.notifier.incident;

import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** An incident to and from its row. Its clocks and its version are columns and rows only: there they are searched. */
final class IncidentRow {

    /** To select, of {@code incident i}. */
    static final String COLUMNS = """
        i.document::text AS document, i.version AS version,
        (SELECT coalesce(jsonb_object_agg(c.kind, c.due_at), '{}')::text FROM incident_clock c WHERE c.incident_id = i.id)
            AS clocks
        """;

    private static final TypeReference<Map<ClockKind, OffsetDateTime>> CLOCKS = new TypeReference<>() {};

    private final JsonMapper json;

    IncidentRow(JsonMapper json) {
        this.json = json;
    }

    GenericExecuteSpec bind(GenericExecuteSpec statement, Incident incident) {
        Resolution resolution = incident.resolution();
        return statement
                .bind("id", incident.id())
                .bind("priority", incident.priority().name())
                .bind("state", incident.state().name())
                .bind("lastAlertAt", time(incident.lastAlertAt()))
                .bind("responseDueAt", incident.response().firstDueAt())
                .bind("respondedAt", time(incident.response().firstAt()))
                .bind("resolvedAt", time(resolution == null ? null : resolution.at()))
                .bind("document", document(incident))
                .bind(
                        "kinds",
                        incident.clocks().keySet().stream().map(Enum::name).toArray(String[]::new))
                .bind(
                        "dues",
                        incident.clocks().values().stream()
                                .map(Instant::toString)
                                .toArray(String[]::new));
    }

    private String document(Incident incident) {
        return json.writeValueAsString(incident.edit(copy -> {
            copy.clocks.clear();
            copy.version = 0;
        }));
    }

    private static io.r2dbc.spi.Parameter time(@Nullable Instant at) {
        return Parameters.in(R2dbcType.TIMESTAMP_WITH_TIME_ZONE, at);
    }

    Incident read(Readable row) {
        Incident stored = json.readValue(value(row, "document", String.class), Incident.class);
        return stored.edit(copy -> {
            copy.version = value(row, "version", Long.class);
            json.readValue(value(row, "clocks", String.class), CLOCKS)
                    .forEach((kind, due) -> copy.clocks.put(kind, due.toInstant()));
        });
    }

    static <T> T value(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
