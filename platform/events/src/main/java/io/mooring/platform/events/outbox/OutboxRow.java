package io.mooring.platform.events.outbox;

import io.mooring.platform.events.cloudevents.EventAttributes;
import io.r2dbc.spi.Readable;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
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

    /** In the order of the list, which is the order of positions. */
    static final String INSERT = """
            INSERT INTO outbox_event
              (id, aggregatetype, aggregateid, type, payload, source, time, correlationid, causationid, traceparent)
            SELECT id, topic, key, type, decode(payload, 'hex'), source, time, correlationid, causationid, traceparent
            FROM unnest(CAST(:ids AS uuid[]), CAST(:topics AS text[]), CAST(:keys AS text[]), CAST(:types AS text[]),
                        CAST(:payloads AS text[]), CAST(:sources AS text[]), CAST(:times AS timestamptz[]),
                        CAST(:correlationids AS text[]), CAST(:causationids AS text[]), CAST(:traceparents AS text[]))
                 WITH ORDINALITY
                 AS appended (id, topic, key, type, payload, source, time, correlationid, causationid, traceparent, nth)
            ORDER BY nth""";

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

    static GenericExecuteSpec bind(List<OutboxRow> rows, GenericExecuteSpec insert) {
        return insert.bind("ids", column(rows, row -> UUID.fromString(row.event.id()), UUID[]::new))
                .bind("topics", texts(rows, OutboxRow::topic))
                .bind("keys", texts(rows, OutboxRow::key))
                .bind("types", texts(rows, row -> row.event.type()))
                .bind("payloads", texts(rows, row -> HexFormat.of().formatHex(row.payload)))
                .bind("sources", texts(rows, row -> row.event.source()))
                .bind("times", column(rows, row -> row.event.time().atOffset(ZoneOffset.UTC), OffsetDateTime[]::new))
                .bind("correlationids", texts(rows, row -> row.event.correlationId()))
                .bind("causationids", texts(rows, row -> row.event.causationId()))
                .bind("traceparents", texts(rows, row -> row.event.traceparent()));
    }

    private static @Nullable String[] texts(List<OutboxRow> rows, Function<OutboxRow, @Nullable String> value) {
        return column(rows, value, String[]::new);
    }

    private static <C extends @Nullable Object> C[] column(
            List<OutboxRow> rows, Function<OutboxRow, C> value, IntFunction<C[]> array) {
        return rows.stream().map(value).toArray(array);
    }

    private static String text(Readable row, String column) {
        return required(row, column, String.class);
    }

    private static <T> T required(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
