package io.mooring.platform.events.outbox;

import io.mooring.platform.events.cloudevents.EventAttributes;
import io.r2dbc.spi.Readable;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

/**
 * One event as the table keeps it.
 *
 * @param position order of commits within a key; 0 before the insert
 * @param attempts how often sending it failed so far
 */
public record OutboxRow(long position, String topic, String key, EventAttributes event, byte[] payload, int attempts) {

    /** Where PostgreSQL tells the relay about new rows. */
    public static final String CHANNEL = "mooring_outbox";

    static final String INSERT = """
            INSERT INTO outbox_event
              (id, aggregatetype, aggregateid, type, payload, source, time, correlationid, causationid, traceparent)
            VALUES (:id, :topic, :key, :type, :payload, :source, :time, :correlationid, :causationid, :traceparent)""";

    /** Reads a row that was selected with all its columns, and {@code attempts}. */
    public static OutboxRow read(Readable row) {
        String key = text(row, "aggregateid");
        EventAttributes event = new EventAttributes(
                required(row, "id", UUID.class).toString(),
                text(row, "type"),
                text(row, "source"),
                required(row, "time", OffsetDateTime.class).toInstant(),
                key,
                row.get("correlationid", String.class),
                row.get("causationid", String.class),
                row.get("traceparent", String.class));
        return new OutboxRow(
                required(row, "position", Long.class),
                text(row, "aggregatetype"),
                key,
                event,
                required(row, "payload", byte[].class),
                required(row, "attempts", Integer.class));
    }

    GenericExecuteSpec bindTo(GenericExecuteSpec insert) {
        GenericExecuteSpec bound = insert.bind("id", UUID.fromString(event.id()))
                .bind("topic", topic)
                .bind("key", key)
                .bind("type", event.type())
                .bind("payload", ByteBuffer.wrap(payload))
                .bind("source", event.source())
                .bind("time", utc(event.time()));
        bound = bindText(bound, "correlationid", event.correlationId());
        bound = bindText(bound, "causationid", event.causationId());
        return bindText(bound, "traceparent", event.traceparent());
    }

    private static GenericExecuteSpec bindText(GenericExecuteSpec spec, String name, @Nullable String value) {
        return value == null ? spec.bindNull(name, String.class) : spec.bind(name, value);
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    private static String text(Readable row, String column) {
        return required(row, column, String.class);
    }

    private static <T> T required(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
