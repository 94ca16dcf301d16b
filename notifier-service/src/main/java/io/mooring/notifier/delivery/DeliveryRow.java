package io.mooring.notifier.delivery;

import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.notice.Notice;
import io.mooring.platform.observability.Traceparent;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A delivery to and from its row. */
final class DeliveryRow {

    private static final TypeReference<List<Notice.Fact>> FACTS = new TypeReference<>() {};

    private final JsonMapper json;

    DeliveryRow(JsonMapper json) {
        this.json = json;
    }

    GenericExecuteSpec bind(GenericExecuteSpec statement, Delivery delivery) {
        Notice notice = delivery.notice();
        Traceparent trace = delivery.traceparent();
        return statement
                .bind("id", delivery.id())
                .bind("eventId", notice.eventId())
                .bind("eventType", notice.eventType())
                .bind("alertKey", notice.alertKey())
                .bind("severity", notice.severity().name())
                .bind("urgency", (short) notice.severity().ordinal())
                .bind("title", notice.title())
                .bind("body", notice.text())
                .bind("facts", json.writeValueAsString(notice.facts()))
                .bind("correlationId", notice.correlationId())
                .bind("traceparent", Parameters.in(R2dbcType.VARCHAR, trace == null ? null : trace.value()))
                .bind("channel", delivery.channel())
                .bind("destination", delivery.destination())
                .bind("now", delivery.createdAt());
    }

    Delivery read(Readable row) {
        return new Delivery(
                value(row, "id", UUID.class),
                text(row, "channel"),
                text(row, "destination"),
                notice(row),
                Traceparent.parse(row.get("traceparent", String.class)).orElse(null),
                DeliveryState.valueOf(text(row, "state")),
                value(row, "attempts", Integer.class),
                value(row, "created_at", Instant.class),
                value(row, "ladder_from", Instant.class),
                value(row, "due_at", Instant.class),
                row.get("delivered_at", Instant.class),
                row.get("reference", String.class));
    }

    private Notice notice(Readable row) {
        return new Notice(
                text(row, "event_id"),
                text(row, "event_type"),
                text(row, "alert_key"),
                Severity.valueOf(text(row, "severity")),
                text(row, "title"),
                text(row, "body"),
                json.readValue(text(row, "facts"), FACTS),
                text(row, "correlation_id"));
    }

    static Attempt readAttempt(Readable row) {
        @Nullable String outcome = row.get("outcome", String.class);
        return new Attempt(
                value(row, "number", Integer.class),
                value(row, "at", Instant.class),
                outcome == null ? null : DeliveryState.valueOf(outcome),
                text(row, "detail"));
    }

    private static String text(Readable row, String column) {
        return value(row, column, String.class);
    }

    private static <T> T value(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
