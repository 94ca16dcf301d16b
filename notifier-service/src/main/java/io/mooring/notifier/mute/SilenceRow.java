package io.mooring.notifier.mute;

import io.mooring.notifier.match.Matchers;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A silence to and from its row. */
final class SilenceRow {

    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

    private final JsonMapper json;

    SilenceRow(JsonMapper json) {
        this.json = json;
    }

    /** As it lies in the row, where a day is a name and a duration is ISO-8601. */
    private record Stored(String at, String lasts, List<String> days, String zone) {}

    GenericExecuteSpec bind(GenericExecuteSpec statement, Silence silence, Instant now) {
        Repeats repeats = silence.repeats();
        return statement
                .bind("id", silence.id())
                .bind("matchers", json.writeValueAsString(silence.matchers().texts()))
                .bind("reason", silence.reason())
                .bind("startsAt", silence.startsAt())
                .bind("endsAt", silence.endsAt())
                .bind("repeats", Parameters.in(R2dbcType.VARCHAR, repeats == null ? null : stored(repeats)))
                .bind("nextChange", Parameters.in(R2dbcType.TIMESTAMP_WITH_TIME_ZONE, utc(silence.nextChange(now))));
    }

    static @Nullable OffsetDateTime utc(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }

    private String stored(Repeats repeats) {
        return json.writeValueAsString(new Stored(
                repeats.at().toString(),
                repeats.lasts().toString(),
                repeats.sortedDays().stream().map(DayOfWeek::name).toList(),
                repeats.zone().getId()));
    }

    private @Nullable Repeats repeats(@Nullable String text) {
        if (text == null) {
            return null;
        }
        Stored stored = json.readValue(text, Stored.class);
        return new Repeats(
                LocalTime.parse(stored.at()),
                Duration.parse(stored.lasts()),
                Set.copyOf(stored.days().stream().map(DayOfWeek::valueOf).toList()),
                ZoneId.of(stored.zone()));
    }

    Silence read(Readable row) {
        String endedBy = row.get("ended_by", String.class);
        return new Silence(
                value(row, "id", UUID.class),
                Matchers.parse(json.readValue(value(row, "matchers", String.class), TEXTS)),
                value(row, "reason", String.class),
                value(row, "owner", String.class),
                value(row, "created_at", Instant.class),
                value(row, "starts_at", Instant.class),
                value(row, "ends_at", Instant.class),
                repeats(row.get("repeats", String.class)),
                value(row, "version", Long.class),
                endedBy == null ? null : new Silence.Ended(endedBy, value(row, "ended_at", Instant.class)));
    }

    private static <T> T value(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
