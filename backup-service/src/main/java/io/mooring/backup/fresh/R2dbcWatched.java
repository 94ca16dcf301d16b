package io.mooring.backup.fresh;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What is watched, in PostgreSQL: the table backup_expectation. */
@Component
final class R2dbcWatched implements Watched {

    private final DatabaseClient database;

    R2dbcWatched(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Instant> since(Expected expected, Instant now) {
        return database.sql("""
                        INSERT INTO backup_expectation AS known (plan_id, kind, watched_since) VALUES (:plan, :kind, :now)
                        ON CONFLICT (plan_id, kind) DO UPDATE SET watched_since = least(known.watched_since, excluded.watched_since)
                        RETURNING watched_since""")
                .bind("plan", expected.planId())
                .bind("kind", expected.kind().word())
                .bind("now", utc(now))
                .map(row -> Objects.requireNonNull(row.get("watched_since", OffsetDateTime.class))
                        .toInstant())
                .one();
    }

    @Override
    public Mono<Boolean> tell(Overdue overdue) {
        return database.sql("""
                        UPDATE backup_expectation SET told_for = :since
                        WHERE plan_id = :plan AND kind = :kind AND told_for IS DISTINCT FROM :since""")
                .bind("since", utc(overdue.since()))
                .bind("plan", overdue.expected().planId())
                .bind("kind", overdue.expected().kind().word())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
