package io.mooring.notifier.hook;

import java.time.Duration;
import java.time.InstantSource;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Remembers for a week: PagerDuty sends again for some hours. */
final class R2dbcHeardEvents implements HeardEvents {

    private static final Duration REMEMBERED = Duration.ofDays(7);
    private static final String REMEMBER = """
            INSERT INTO hook_event (source, event_id, heard_at) VALUES (:source, :id, :now)
            ON CONFLICT (source, event_id) DO NOTHING""";

    /** A few with every new one, so that none outlives its time by much and no job is needed. */
    private static final String FORGET = """
            DELETE FROM hook_event WHERE (source, event_id) IN (
                SELECT source, event_id FROM hook_event WHERE heard_at < :before
                ORDER BY heard_at LIMIT 100 FOR UPDATE SKIP LOCKED)""";

    private final DatabaseClient database;
    private final InstantSource clock;

    R2dbcHeardEvents(DatabaseClient database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Mono<Boolean> isNew(String source, String eventId) {
        Mono<Long> forgotten = Mono.defer(() -> database.sql(FORGET)
                .bind("before", clock.instant().minus(REMEMBERED))
                .fetch()
                .rowsUpdated());
        return database.sql(REMEMBER)
                .bind("source", source)
                .bind("id", eventId)
                .bind("now", clock.instant())
                .fetch()
                .rowsUpdated()
                .flatMap(rows -> rows == 1 ? forgotten.thenReturn(true) : Mono.just(false));
    }
}
