package io.mooring.backup.run;

import io.mooring.backup.Recurring;
import io.mooring.platform.events.BlockingBridge;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Lets runs and jobs of dead owners be taken over after the clock went back: their leases would else run until the old time returns. They
 * are made to have ended, and go the way of all that have.
 */
@Component
final class EndSilentLeases extends Recurring {

    private static final Logger LOG = LoggerFactory.getLogger(EndSilentLeases.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final List<String> TABLES = List.of("backup_run", "backup_job");

    private final DatabaseClient database;
    private final RunTiming timing;
    private final InstantSource clock;
    private final SilentLeases silent;

    EndSilentLeases(DatabaseClient database, RunTiming timing, InstantSource clock) {
        super("silent-leases", timing.heartbeat());
        this.database = database;
        this.timing = timing;
        this.clock = clock;
        // Who takes a run over gets twice the time.
        this.silent = new SilentLeases(timing.lease().multipliedBy(2));
    }

    @Override
    protected void look() {
        Instant now = clock.instant();
        Instant farthest = now.plus(timing.lease().multipliedBy(2));
        List<SilentLeases.Held> tooFar = Objects.requireNonNull(BlockingBridge.await(
                Flux.fromIterable(TABLES)
                        .concatMap(table -> beyond(table, farthest))
                        .collectList(),
                PATIENCE));
        silent.among(tooFar, System.nanoTime()).forEach(dead -> end(dead, now));
    }

    private Flux<SilentLeases.Held> beyond(String table, Instant farthest) {
        return database.sql("SELECT id, lease_owner, lease_until FROM " + table + " WHERE lease_until > :farthest")
                .bind("farthest", RunValues.utc(farthest))
                .map((Readable row) -> held(table, row))
                .all();
    }

    private static SilentLeases.Held held(String table, Readable row) {
        return new SilentLeases.Held(
                table,
                Objects.requireNonNull(row.get("id", String.class)),
                Objects.requireNonNull(row.get("lease_owner", String.class)),
                Objects.requireNonNull(row.get("lease_until", OffsetDateTime.class))
                        .toInstant());
    }

    /** Unless it was renewed just now. */
    private void end(SilentLeases.Held dead, Instant now) {
        Mono<Long> ended = database.sql("UPDATE " + dead.table() + " SET lease_until = :ended"
                        + " WHERE id = :id AND lease_owner = :owner AND lease_until = :until")
                .bind("ended", RunValues.utc(now.minusMillis(1)))
                .bind("id", dead.id())
                .bind("owner", dead.owner())
                .bind("until", RunValues.utc(dead.until()))
                .fetch()
                .rowsUpdated();
        if (Objects.requireNonNull(BlockingBridge.await(ended, PATIENCE)) > 0) {
            LOG.warn(
                    "The lease of {} in {} runs until {} and nobody renews it: the clock went back, its owner is dead",
                    dead.id(),
                    dead.table(),
                    dead.until());
        }
    }
}
