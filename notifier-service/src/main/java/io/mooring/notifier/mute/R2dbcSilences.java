package io.mooring.notifier.mute;

import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Silences as rows. */
final class R2dbcSilences implements Silences {

    private static final UUID NONE = new UUID(0, 0);
    private static final String OPEN = "ended_at IS NULL AND ends_at > :now";
    private static final int TURNS = 200;

    private final DatabaseClient database;
    private final SilenceRow row;

    R2dbcSilences(DatabaseClient database, SilenceRow row) {
        this.database = database;
        this.row = row;
    }

    /** The lock makes the bound hold for two that are added at the same time; it ends with the statement when there is no transaction. */
    @Override
    public Mono<Boolean> add(Silence silence, int most, Instant now) {
        return database.sql("SELECT pg_advisory_xact_lock(hashtext('silence'))")
                .fetch()
                .first()
                .then(row.bind(database.sql("""
                        INSERT INTO silence (id, matchers, reason, owner, created_at, starts_at, ends_at, repeats, version,
                                             next_change_at)
                        SELECT :id, :matchers::jsonb, :reason, :owner, :createdAt, :startsAt, :endsAt, :repeats::jsonb, 0,
                               :nextChange
                        WHERE (SELECT count(*) FROM silence WHERE ended_at IS NULL AND ends_at > :now) < :most
                        """), silence, now)
                        .bind("owner", silence.owner())
                        .bind("createdAt", silence.createdAt())
                        .bind("now", now)
                        .bind("most", most)
                        .fetch()
                        .rowsUpdated()
                        .map(rows -> rows == 1));
    }

    @Override
    public Mono<Silence> find(UUID id) {
        return database.sql("SELECT * FROM silence WHERE id = :id")
                .bind("id", id)
                .map(row::read)
                .one();
    }

    @Override
    public Flux<Silence> list(@Nullable SilenceState state, Instant now, @Nullable UUID before, int most) {
        return database.sql("""
                        SELECT * FROM silence
                        WHERE (:state = '' OR :state = CASE WHEN ended_at IS NOT NULL OR ends_at <= :now THEN 'EXPIRED'
                                                            WHEN starts_at > :now THEN 'PENDING' ELSE 'ACTIVE' END)
                          AND position < coalesce((SELECT position FROM silence WHERE id = :before), 9223372036854775807)
                        ORDER BY position DESC LIMIT :most
                        """)
                .bind("state", state == null ? "" : state.name())
                .bind("now", now)
                .bind("before", before == null ? NONE : before)
                .bind("most", most)
                .map(row::read)
                .all();
    }

    @Override
    public Flux<Silence> startedAt(Instant now) {
        return database.sql("SELECT * FROM silence WHERE starts_at <= :now AND " + OPEN)
                .bind("now", now)
                .map(row::read)
                .all();
    }

    @Override
    public Mono<Boolean> change(Silence silence, long version, Instant now) {
        return row.bind(database.sql("""
                        UPDATE silence
                        SET matchers = :matchers::jsonb, reason = :reason, starts_at = :startsAt, ends_at = :endsAt,
                            repeats = :repeats::jsonb, version = version + 1, warned_at = NULL, next_change_at = :nextChange
                        WHERE id = :id AND version = :version AND\s""" + OPEN), silence, now)
                .bind("version", version)
                .bind("now", now)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    @Override
    public Mono<Boolean> end(UUID id, String by, Instant now) {
        return database.sql("""
                        UPDATE silence
                        SET ended_at = :now, ended_by = :by, version = version + 1, next_change_at = NULL
                        WHERE id = :id AND\s""" + OPEN)
                .bind("id", id)
                .bind("by", by)
                .bind("now", now)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    @Override
    public Mono<Long> turn(Instant now) {
        return database.sql("""
                        SELECT * FROM silence WHERE next_change_at <= :now
                        ORDER BY next_change_at LIMIT :most FOR UPDATE SKIP LOCKED
                        """)
                .bind("now", now)
                .bind("most", TURNS)
                .map(row::read)
                .all()
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .concatMap(silence -> turned(silence, now))
                .count();
    }

    private Mono<Long> turned(Silence silence, Instant now) {
        GenericExecuteSpec statement = database.sql("UPDATE silence SET next_change_at = :next WHERE id = :id")
                .bind(
                        "next",
                        Parameters.in(R2dbcType.TIMESTAMP_WITH_TIME_ZONE, SilenceRow.utc(silence.nextChange(now))))
                .bind("id", silence.id());
        return statement.fetch().rowsUpdated();
    }

    @Override
    public Flux<Silence> takeEnding(Instant now, Instant endsBy, int most) {
        return database.sql("""
                        WITH ending AS (
                            SELECT id FROM silence
                            WHERE warned_at IS NULL AND ended_at IS NULL AND ends_at > :now AND ends_at <= :endsBy
                              AND starts_at <= :now
                              AND ends_at - starts_at > (:endsBy::timestamptz - :now::timestamptz) * 2
                            ORDER BY ends_at LIMIT :most FOR UPDATE SKIP LOCKED
                        )
                        UPDATE silence s SET warned_at = :now FROM ending WHERE s.id = ending.id RETURNING s.*
                        """)
                .bind("now", now)
                .bind("endsBy", endsBy)
                .bind("most", most)
                .map(row::read)
                .all();
    }
}
