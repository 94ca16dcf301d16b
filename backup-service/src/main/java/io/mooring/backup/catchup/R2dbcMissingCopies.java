package io.mooring.backup.catchup;

import io.mooring.backup.run.LetGoBackups;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Missing copies in PostgreSQL: the table backup_catch_up. */
@Component
final class R2dbcMissingCopies implements MissingCopies {

    private final DatabaseClient database;
    private final LetGoBackups letGo;

    R2dbcMissingCopies(DatabaseClient database, LetGoBackups letGo) {
        this.database = database;
        this.letGo = letGo;
    }

    @Override
    public Flux<String> partialRuns(String planId) {
        return database.sql("""
                        SELECT id FROM backup_run run WHERE plan_id = :plan AND state = 'partial'
                          AND NOT EXISTS (SELECT FROM backup_expiry expiry WHERE expiry.run_id = run.id)
                        ORDER BY id""")
                .bind("plan", planId)
                .map(row -> Objects.requireNonNull(row.get("id", String.class)))
                .all();
    }

    @Override
    public Mono<Boolean> begin(String runId, String locationId, Instant now) {
        return letGo.keep(runId)
                .flatMap(kept -> kept ? mark(runId, locationId, now).thenReturn(true) : Mono.just(false));
    }

    private Mono<Void> mark(String runId, String locationId, Instant now) {
        return database.sql("""
                        INSERT INTO backup_catch_up (run_id, location_id, making, attempts, tried_at)
                        VALUES (:run, :location, true, 1, :now)
                        ON CONFLICT (run_id, location_id) DO UPDATE
                        SET making = true, attempts = backup_catch_up.attempts + 1, tried_at = excluded.tried_at""")
                .bind("run", runId)
                .bind("location", locationId)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .then();
    }

    @Override
    public Mono<Void> done(String runId, String locationId) {
        return database.sql("DELETE FROM backup_catch_up WHERE run_id = :run AND location_id = :location")
                .bind("run", runId)
                .bind("location", locationId)
                .then();
    }

    @Override
    public Mono<Void> failed(String runId, String locationId, String problem) {
        return database.sql("""
                        UPDATE backup_catch_up SET making = false, problem = :problem
                        WHERE run_id = :run AND location_id = :location""")
                .bind("problem", problem)
                .bind("run", runId)
                .bind("location", locationId)
                .then();
    }

    @Override
    public Mono<Void> abandon(String planId) {
        return database.sql("""
                        UPDATE backup_catch_up SET making = false WHERE making
                          AND run_id IN (SELECT id FROM backup_run WHERE plan_id = :plan)""").bind("plan", planId).then();
    }

    @Override
    public Mono<Boolean> isMaking(String runId, String locationId) {
        return database.sql(
                        "SELECT making FROM backup_catch_up WHERE run_id = :run AND location_id = :location AND making")
                .bind("run", runId)
                .bind("location", locationId)
                .map(row -> true)
                .one()
                .defaultIfEmpty(false);
    }

    @Override
    public Flux<String> runIds(String planId) {
        return database.sql("""
                        SELECT copy.run_id FROM backup_catch_up copy JOIN backup_run run ON run.id = copy.run_id
                        WHERE run.plan_id = :plan AND copy.making""")
                .bind("plan", planId)
                .map(row -> Objects.requireNonNull(row.get("run_id", String.class)))
                .all();
    }
}
