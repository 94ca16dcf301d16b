package io.mooring.notifier.retention;

import io.mooring.platform.events.retention.Chore;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Deletes what is over for so long, a bounded batch at a time, so that no statement holds many locks for long. */
final class ForgetRows implements Chore {

    static final int AT_ONCE = 1_000;

    private final DatabaseClient database;
    private final Forgotten what;
    private final Duration keep;
    private final InstantSource clock;

    ForgetRows(DatabaseClient database, Forgotten what, Duration keep, InstantSource clock) {
        this.database = database;
        this.what = what;
        this.keep = keep;
        this.clock = clock;
    }

    @Override
    public Duration interval() {
        return Duration.ofMinutes(1);
    }

    /** Batch after batch until one comes back short. */
    @Override
    public Mono<Void> run() {
        return Mono.defer(this::batch)
                .repeat()
                .takeUntil(deleted -> deleted < AT_ONCE)
                .then();
    }

    private Mono<Long> batch() {
        return database.sql(what.statement())
                .bind("before", clock.instant().minus(keep))
                .bind("most", AT_ONCE)
                .fetch()
                .rowsUpdated();
    }
}
