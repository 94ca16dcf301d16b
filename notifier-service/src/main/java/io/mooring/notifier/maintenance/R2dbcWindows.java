package io.mooring.notifier.maintenance;

import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Windows as rows. What an event described lies in the row as JSON: nothing is looked for in it. */
final class R2dbcWindows implements Windows {

    private final DatabaseClient database;
    private final JsonMapper json;

    R2dbcWindows(DatabaseClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /** The lock is for the first two events of one window at the same time: there is no row to lock yet. */
    @Override
    public Mono<KnownWindow> hold(String id) {
        return database.sql("SELECT pg_advisory_xact_lock(hashtext('maintenance/' || :id))")
                .bind("id", id)
                .fetch()
                .first()
                .then(database.sql("SELECT * FROM maintenance_window WHERE id = :id")
                        .bind("id", id)
                        .map(this::read)
                        .one());
    }

    @Override
    public Mono<Void> keep(KnownWindow window) {
        return database.sql("""
                        INSERT INTO maintenance_window (id, state, described, planned_end, as_of, started_at, ended_at, why,
                                                        overdue_at)
                        VALUES (:id, :state, :described::jsonb, :plannedEnd, :asOf, :startedAt, :endedAt, :why, :overdueAt)
                        ON CONFLICT (id) DO UPDATE
                        SET state = :state, described = :described::jsonb, planned_end = :plannedEnd, as_of = :asOf,
                            started_at = :startedAt, ended_at = :endedAt, why = :why, overdue_at = :overdueAt
                        """)
                .bind("id", window.id())
                .bind("state", window.state().name())
                .bind("described", json.writeValueAsString(window.window()))
                .bind("plannedEnd", window.window().endsAt())
                .bind("asOf", window.asOf())
                .bind("startedAt", time(window.startedAt()))
                .bind("endedAt", time(window.endedAt()))
                .bind("why", window.why())
                .bind("overdueAt", time(window.overdueAt()))
                .then();
    }

    private static io.r2dbc.spi.Parameter time(@Nullable Instant time) {
        return Parameters.in(R2dbcType.TIMESTAMP_WITH_TIME_ZONE, time == null ? null : time.atOffset(ZoneOffset.UTC));
    }

    @Override
    public Flux<KnownWindow> running() {
        return database.sql(
                        "SELECT * FROM maintenance_window WHERE state = 'STARTED' AND overdue_at IS NULL ORDER BY id")
                .map(this::read)
                .all();
    }

    @Override
    public Flux<String> overdue(Instant plannedEndBefore, Collection<String> except, int most) {
        return database.sql("""
                        SELECT id FROM maintenance_window
                        WHERE state = 'STARTED' AND overdue_at IS NULL AND planned_end <= :before
                          AND id <> ALL (:except::text[])
                        ORDER BY planned_end LIMIT :most
                        """)
                .bind("before", plannedEndBefore)
                .bind("except", except.toArray(String[]::new))
                .bind("most", most)
                .map(row -> value(row, "id", String.class))
                .all();
    }

    @Override
    public Mono<Void> keepComparison(String id, Comparison comparison) {
        return database.sql("""
                        INSERT INTO maintenance_comparison (window_id, comparison) VALUES (:id, :comparison::jsonb)
                        ON CONFLICT (window_id) DO UPDATE SET comparison = :comparison::jsonb
                        """)
                .bind("id", id)
                .bind("comparison", json.writeValueAsString(comparison))
                .then();
    }

    @Override
    public Flux<Compared> compared(Instant since, int most) {
        return database.sql("""
                        SELECT w.*, s.comparison
                        FROM maintenance_window w JOIN maintenance_comparison s ON s.window_id = w.id
                        WHERE w.ended_at >= :since
                        ORDER BY w.ended_at DESC LIMIT :most
                        """)
                .bind("since", since)
                .bind("most", most)
                .map(row -> new Compared(
                        read(row), json.readValue(value(row, "comparison", String.class), Comparison.class)))
                .all();
    }

    private KnownWindow read(Readable row) {
        return new KnownWindow(
                value(row, "id", String.class),
                WindowState.valueOf(value(row, "state", String.class)),
                json.readValue(value(row, "described", String.class), Window.class),
                value(row, "as_of", Instant.class),
                row.get("started_at", Instant.class),
                row.get("ended_at", Instant.class),
                value(row, "why", String.class),
                row.get("overdue_at", Instant.class));
    }

    private static <T> T value(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
