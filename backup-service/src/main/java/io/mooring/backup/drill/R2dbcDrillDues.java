package io.mooring.backup.drill;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The due time in PostgreSQL: the one row of the table backup_drill_due. */
@Component
final class R2dbcDrillDues implements DrillDues {

    private final DatabaseClient database;

    R2dbcDrillDues(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Void> declare(String schedule, @Nullable Instant next) {
        return database.sql("""
                        INSERT INTO backup_drill_due AS known (name, schedule, next_due_at) VALUES ('drills', :schedule, :next)
                        ON CONFLICT (name) DO UPDATE SET
                          next_due_at = CASE WHEN known.schedule = excluded.schedule AND known.next_due_at IS NOT NULL
                                        THEN known.next_due_at ELSE excluded.next_due_at END,
                          schedule = excluded.schedule""")
                .bind("schedule", schedule)
                .bind("next", R2dbcDrills.time(next))
                .then();
    }

    @Override
    public Mono<Due> get(Instant now) {
        return database.sql("""
                        SELECT *, (SELECT max(finished_at) FROM backup_drill WHERE mode <> 'dry-run' AND finished_at <= :now
                                   AND state IN ('succeeded', 'failed', 'inconclusive')) AS last_done_at
                        FROM backup_drill_due WHERE name = 'drills'""")
                .bind("now", R2dbcDrills.time(now))
                .map((Readable row) -> new Due(
                        Objects.requireNonNull(row.get("schedule", String.class)),
                        time(row, "next_due_at"),
                        time(row, "last_due_at"),
                        time(row, "last_done_at")))
                .one();
    }

    @Override
    public Mono<Boolean> move(Due seen, @Nullable Instant next) {
        return database.sql("UPDATE backup_drill_due SET next_due_at = :next, last_due_at = :seen"
                        + " WHERE name = 'drills' AND next_due_at = :seen")
                .bind("next", R2dbcDrills.time(next))
                .bind("seen", R2dbcDrills.time(seen.nextDueAt()))
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    @Override
    public Mono<Boolean> bringBack(Due seen, Instant sooner, Instant now) {
        return database.sql("""
                        UPDATE backup_drill_due SET next_due_at = :next, last_due_at = least(last_due_at, :now)
                        WHERE name = 'drills' AND next_due_at = :seen""")
                .bind("next", R2dbcDrills.time(sooner))
                .bind("now", R2dbcDrills.time(now))
                .bind("seen", R2dbcDrills.time(seen.nextDueAt()))
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    private static @Nullable Instant time(Readable row, String column) {
        OffsetDateTime time = row.get(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
