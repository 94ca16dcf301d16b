package io.mooring.notifier.delivery;

import io.mooring.notifier.message.Destination;
import io.mooring.notifier.message.Message;
import io.mooring.notifier.message.Operation;
import io.mooring.platform.observability.Traceparent;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import tools.jackson.databind.json.JsonMapper;

/** A delivery to and from its row. */
final class DeliveryRow {

    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);

    private final JsonMapper json;

    DeliveryRow(JsonMapper json) {
        this.json = json;
    }

    GenericExecuteSpec bind(GenericExecuteSpec statement, Message message, @Nullable Traceparent trace) {
        return statement
                .bind("message", json.writeValueAsString(message))
                .bind("severity", message.severity().name())
                .bind("urgency", (short) message.severity().ordinal())
                .bind("traceparent", Parameters.in(R2dbcType.VARCHAR, trace == null ? null : trace.value()));
    }

    GenericExecuteSpec bind(GenericExecuteSpec statement, UUID id, Word word) {
        Destination destination = word.destination();
        return statement
                .bind("id", id)
                .bind("subject", word.subject())
                .bind("destination", destination.name())
                .bind("channel", destination.channel())
                .bind("address", destination.address())
                .bind("operation", word.operation().name());
    }

    Delivery read(Readable row) {
        return new Delivery(
                value(row, "id", UUID.class),
                value(row, "conversation_id", UUID.class),
                text(row, "subject"),
                text(row, "destination"),
                text(row, "channel"),
                text(row, "address"),
                Operation.valueOf(text(row, "operation")),
                json.readValue(text(row, "message"), Message.class),
                Traceparent.parse(row.get("traceparent", String.class)).orElse(null),
                DeliveryState.valueOf(text(row, "state")),
                value(row, "attempts", Integer.class),
                value(row, "tries", Integer.class),
                value(row, "created_at", Instant.class),
                value(row, "due_at", Instant.class),
                row.get("delivered_at", Instant.class),
                row.get("reference", String.class));
    }

    Claim readClaim(Readable row, String owner) {
        BigDecimal seconds = value(row, "age", BigDecimal.class);
        return new Claim(
                read(row),
                DeliveryState.valueOf(text(row, "before")),
                owner,
                Duration.ofMillis(seconds.multiply(THOUSAND).longValue()),
                row.get("spoken", String.class));
    }

    static Attempt readAttempt(Readable row) {
        @Nullable String outcome = row.get("outcome", String.class);
        return new Attempt(
                value(row, "number", Integer.class),
                value(row, "at", Instant.class),
                outcome == null ? null : DeliveryState.valueOf(outcome),
                text(row, "detail"));
    }

    static String text(Readable row, String column) {
        return value(row, column, String.class);
    }

    static <T> T value(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
