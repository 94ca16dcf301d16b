package io.mooring.platform.events.retention;

import io.mooring.platform.events.EventsSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Deletes rows past their retention, a bounded batch at a time, so that no statement holds many locks for long. */
final class DeleteOldRows implements Chore {

    static final String OUTBOX = """
            DELETE FROM outbox_event WHERE position IN (
              SELECT position FROM outbox_event WHERE settled_at < :before
              ORDER BY settled_at LIMIT :rows FOR UPDATE SKIP LOCKED)""";

    static final String INBOX = """
            DELETE FROM inbox_event WHERE (consumer, event_id) IN (
              SELECT consumer, event_id FROM inbox_event WHERE received_at < :before
              ORDER BY received_at LIMIT :rows FOR UPDATE SKIP LOCKED)""";

    private final DatabaseClient database;
    private final String statement;
    private final Duration retention;
    private final EventsSettings.Retention settings;
    private final InstantSource clock;

    DeleteOldRows(
            DatabaseClient database,
            String statement,
            Duration retention,
            EventsSettings.Retention settings,
            InstantSource clock) {
        this.database = database;
        this.statement = statement;
        this.retention = retention;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Duration interval() {
        return settings.interval();
    }

    /** Batch after batch until one comes back short. */
    @Override
    public Mono<Void> run() {
        return Mono.defer(this::deleteBatch)
                .repeat()
                .takeUntil(deleted -> deleted < settings.batchRows())
                .then();
    }

    private Mono<Long> deleteBatch() {
        return database.sql(statement)
                .bind("before", clock.instant().minus(retention).atOffset(ZoneOffset.UTC))
                .bind("rows", settings.batchRows())
                .fetch()
                .rowsUpdated();
    }
}
