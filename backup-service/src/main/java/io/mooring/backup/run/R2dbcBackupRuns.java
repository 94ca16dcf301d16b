package io.mooring.backup.run;

import io.mooring.backup.SqlParameter;
import io.mooring.backup.list.NewestFirst;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Runs in PostgreSQL: the tables backup_run and backup_run_manifest. */
@Component
final class R2dbcBackupRuns implements BackupRuns {

    private static final String ONE_AT_A_TIME = "backup_run_one_at_a_time";

    private final DatabaseClient database;
    private final JsonMapper json;

    R2dbcBackupRuns(DatabaseClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    @Override
    public Mono<Void> add(BackupRun queued, int queueLimit) {
        RunValues values = RunValues.fixed(queued).and(RunValues.changing(queued, json));
        String sql = "INSERT INTO backup_run (" + values.columns() + ") SELECT " + values.parameters()
                + " WHERE (SELECT count(*) FROM backup_run WHERE state = 'queued') < :queueLimit";
        return values.bindTo(database.sql(sql))
                .bind("queueLimit", queueLimit)
                .fetch()
                .rowsUpdated()
                .onErrorMap(
                        DataIntegrityViolationException.class,
                        refused -> String.valueOf(refused.getMessage()).contains(ONE_AT_A_TIME)
                                ? new PlanBusy(queued.request().planId())
                                : refused)
                .flatMap(rows -> rows == 1 ? Mono.empty() : Mono.error(new QueueFull(queueLimit)));
    }

    @Override
    public Mono<BackupRun> claim(Lease lease, Instant now) {
        return oneRun(database.sql("""
                SELECT * FROM backup_run WHERE state = 'queued'
                ORDER BY queued_at, id LIMIT 1 FOR UPDATE SKIP LOCKED""")).flatMap(queued -> {
            BackupRun started = queued.started(lease, now);
            return change(queued, started).filter(Boolean::booleanValue).thenReturn(started);
        });
    }

    @Override
    public Mono<BackupRun> takeOver(Lease lease, Instant now) {
        return oneRun(database.sql("""
                UPDATE backup_run SET lease_owner = :owner, lease_until = :until
                WHERE id = (SELECT id FROM backup_run WHERE state = 'running' AND lease_until < :now
                            ORDER BY lease_until LIMIT 1 FOR UPDATE SKIP LOCKED)
                RETURNING *""")
                .bind("owner", lease.owner())
                .bind("until", RunValues.utc(lease.until()))
                .bind("now", RunValues.utc(now)));
    }

    @Override
    public Mono<BackupRun> renew(String id, Lease lease, RunReport report) {
        RunValues values = RunValues.reported(report, lease, json);
        return oneRun(values.bindTo(database.sql("UPDATE backup_run SET " + values.assignments()
                        + " WHERE id = :id AND state = 'running' AND lease_owner = :owner RETURNING *"))
                .bind("id", id)
                .bind("owner", lease.owner()));
    }

    @Override
    public Mono<Boolean> change(BackupRun before, BackupRun after) {
        Lease held = before.lease();
        RunValues values = RunValues.changing(after, json);
        return values.bindTo(database.sql("UPDATE backup_run SET " + values.assignments()
                        + " WHERE id = :id AND state = :stateBefore AND lease_owner IS NOT DISTINCT FROM :ownerBefore"))
                .bind("id", before.id())
                .bind("stateBefore", before.state().word())
                .bind("ownerBefore", SqlParameter.of(held == null ? null : held.owner(), String.class))
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    @Override
    public Mono<BackupRun> requestCancel(String id, Cancellation wish) {
        return oneRun(database.sql("""
                UPDATE backup_run SET
                  cancelled_by = coalesce(cancelled_by, :by), cancel_requested_at = coalesce(cancel_requested_at, :at)
                WHERE id = :id AND state = 'running' RETURNING *""").bind("id", id).bind("by", wish.by()).bind("at", RunValues.utc(wish.at())));
    }

    @Override
    public Mono<BackupRun> find(String id) {
        return oneRun(database.sql("SELECT * FROM backup_run WHERE id = :id").bind("id", id));
    }

    @Override
    public Flux<BackupRun> list(RunFilter filter) {
        return runs(new NewestFirst(
                        filter.planId(),
                        filter.state() == null ? null : filter.state().word(),
                        filter.olderThan(),
                        filter.limit())
                .of(database, "SELECT * FROM backup_run"));
    }

    @Override
    public Flux<BackupRun> newest(Collection<String> planIds) {
        return runs(database.sql("""
                SELECT newest.* FROM unnest(:planIds) AS plan(id)
                CROSS JOIN LATERAL (SELECT * FROM backup_run WHERE plan_id = plan.id ORDER BY id DESC LIMIT 1) newest""").bind("planIds", planIds.toArray(String[]::new)));
    }

    @Override
    public Mono<Instant> lastCompletedAt(String planId, Instant now) {
        return time(database.sql("""
                SELECT max(finished_at) AS at FROM backup_run
                WHERE plan_id = :planId AND state IN ('completed', 'partial') AND finished_at <= :now""").bind("planId", planId).bind("now", RunValues.utc(now)));
    }

    @Override
    public Mono<Instant> lastStoredAt(String locationId) {
        return time(database.sql("""
                SELECT max(finished_at) AS at FROM backup_run
                WHERE state IN ('completed', 'partial') AND copies @> jsonb_build_array(
                  jsonb_build_object('locationId', :locationId::text, 'state', 'STORED'))""").bind("locationId", locationId));
    }

    @Override
    public Mono<Void> keepManifest(String runId, byte[] manifest) {
        return database.sql("INSERT INTO backup_run_manifest (run_id, manifest) VALUES (:runId, :manifest)")
                .bind("runId", runId)
                .bind("manifest", manifest)
                .then();
    }

    @Override
    public Mono<byte[]> manifest(String runId) {
        return database.sql("SELECT manifest FROM backup_run_manifest WHERE run_id = :runId")
                .bind("runId", runId)
                .map(row -> Objects.requireNonNull(row.get("manifest", byte[].class)))
                .one();
    }

    @Override
    public Mono<Long> countQueued() {
        return database.sql("SELECT count(*) AS waiting FROM backup_run WHERE state = 'queued'")
                .map(row -> Objects.requireNonNull(row.get("waiting", Long.class)))
                .one();
    }

    /** Reads to the end: a result that is left half read could be cancelled together with its transaction. */
    private Mono<BackupRun> oneRun(GenericExecuteSpec query) {
        return query.map((Readable row) -> RunRow.read(row, json)).one();
    }

    private Flux<BackupRun> runs(GenericExecuteSpec query) {
        return query.map((Readable row) -> RunRow.read(row, json)).all();
    }

    /** An aggregate answers one row, empty or not. */
    private static Mono<Instant> time(GenericExecuteSpec query) {
        return query.map((Readable row) -> Optional.ofNullable(row.get("at", OffsetDateTime.class)))
                .one()
                .flatMap(Mono::justOrEmpty)
                .map(OffsetDateTime::toInstant);
    }
}
