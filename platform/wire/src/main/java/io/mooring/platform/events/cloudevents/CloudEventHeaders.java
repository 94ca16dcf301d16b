package io.mooring.platform.events.cloudevents;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The only place that knows how the headers are spelt. Names and encoding: CloudEvents Kafka protocol binding 1.0.2,
 * §3.2 (UTF-8 strings, prefix {@code ce_}); {@code traceparent} as in W3C Trace Context, without prefix.
 */
public final class CloudEventHeaders {

    public static final String SPECVERSION = "ce_specversion";
    public static final String ID = "ce_id";
    public static final String TYPE = "ce_type";
    public static final String SOURCE = "ce_source";
    public static final String TIME = "ce_time";
    public static final String SUBJECT = "ce_subject";
    public static final String CORRELATION_ID = "ce_correlationid";
    public static final String CAUSATION_ID = "ce_causationid";
    public static final String TRACEPARENT = "traceparent";
    public static final String CONTENT_TYPE = "content-type";

    /** W3C Trace Context §3.2: version, trace id, parent id and flags; none of them a value that the text calls invalid. */
    private static final Pattern TRACE =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private static final String AVRO = "application/avro";

    private CloudEventHeaders() {}

    /** Writes every attribute that is there, and the content type. */
    public static void write(EventAttributes event, Headers headers) {
        put(headers, SPECVERSION, "1.0");
        put(headers, ID, event.id());
        put(headers, TYPE, event.type());
        put(headers, SOURCE, event.source());
        put(headers, TIME, event.time().toString());
        put(headers, SUBJECT, event.subject());
        put(headers, CORRELATION_ID, event.correlationId());
        put(headers, CAUSATION_ID, event.causationId());
        put(headers, TRACEPARENT, event.traceparent());
        put(headers, CONTENT_TYPE, AVRO);
    }

    /** Reads a record's headers; empty when it carries no valid CloudEvent (one of id, type, source is missing). */
    public static Optional<EventAttributes> read(Headers headers, Instant recordTime) {
        return read(
                name -> {
                    Header header = headers.lastHeader(name);
                    return header == null ? null : header.value();
                },
                recordTime);
    }

    /**
     * Reads from headers that may arrive as bytes or as text, as Spring's messages carry them.
     *
     * @param recordTime stands in for a missing or malformed {@code ce_time}
     */
    public static Optional<EventAttributes> read(Function<String, @Nullable Object> headers, Instant recordTime) {
        String id = text(headers.apply(ID));
        String type = text(headers.apply(TYPE));
        String source = text(headers.apply(SOURCE));
        if (isBlank(id) || isBlank(type) || isBlank(source)) {
            return Optional.empty();
        }
        return Optional.of(new EventAttributes(
                id,
                type,
                source,
                time(text(headers.apply(TIME)), recordTime),
                text(headers.apply(SUBJECT)),
                text(headers.apply(CORRELATION_ID)),
                text(headers.apply(CAUSATION_ID)),
                traceparent(text(headers.apply(TRACEPARENT)))));
    }

    /** A header's or key's text, whether it came as UTF-8 bytes or as text. */
    public static @Nullable String text(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case byte[] bytes -> new String(bytes, StandardCharsets.UTF_8);
            default -> value.toString();
        };
    }

    private static void put(Headers headers, String name, @Nullable String value) {
        if (value != null) {
            headers.remove(name);
            headers.add(name, value.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static Instant time(@Nullable String text, Instant otherwise) {
        if (text == null) {
            return otherwise;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException malformed) {
            return otherwise;
        }
    }

    /** A malformed one counts as none: whatever goes on from here must not hand it to others. */
    private static @Nullable String traceparent(@Nullable String text) {
        return text != null && TRACE.matcher(text).matches() ? text : null;
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
