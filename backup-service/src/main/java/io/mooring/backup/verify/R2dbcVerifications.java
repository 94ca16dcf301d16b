package io.mooring.backup.verify;

import io.mooring.backup.SqlParameter;
import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Parameter;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Verifications in PostgreSQL: the tables backup_verification and backup_copy_verdict. */
@Component
final class R2dbcVerifications implements Verifications {

    private final DatabaseClient database;
    private final JsonMapper json;

    R2dbcVerifications(DatabaseClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    @Override
    public Mono<Void> add(Verification queued) {
        VerificationRequest request = queued.request();
        var objective = request.objective();
        var traceparent = request.traceparent();
        return moving(database.sql("""
                        INSERT INTO backup_verification (id, kind, run_id, plan_id, plan_name, location_id, taken_at,
                          trigger_kind, requested_by, objective_ms, correlation_id, traceparent, queued_at,
                          state, report, remedy, started_at, finished_at)
                        VALUES (:id, :kind, :runId, :planId, :planName, :locationId, :takenAt,
                          :trigger, :requestedBy, :objective, :correlationId, :traceparent, :queuedAt,
                          :state, :report, :remedy, :startedAt, :finishedAt)"""), queued)
                .bind("kind", request.kind().word())
                .bind("runId", request.runId())
                .bind("planId", request.planId())
                .bind("planName", request.planName())
                .bind("locationId", SqlParameter.of(request.locationId(), String.class))
                .bind("takenAt", time(request.takenAt()))
                .bind("trigger", request.trigger().word())
                .bind("requestedBy", SqlParameter.of(request.requestedBy(), String.class))
                .bind("objective", SqlParameter.of(objective == null ? null : objective.toMillis(), Long.class))
                .bind("correlationId", request.correlationId())
                .bind("traceparent", SqlParameter.of(traceparent == null ? null : traceparent.value(), String.class))
                .bind("queuedAt", time(queued.queuedAt()))
                .then();
    }

    @Override
    public Mono<Boolean> change(Verification before, Verification after) {
        return moving(database.sql("""
                        UPDATE backup_verification SET state = :state, report = :report, remedy = :remedy,
                          started_at = :startedAt, finished_at = :finishedAt
                        WHERE id = :id AND state = :before"""), after)
                .bind("before", before.state().word())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    private GenericExecuteSpec moving(GenericExecuteSpec statement, Verification now) {
        String report =
                json.writeValueAsString(new VerificationRow.Report(now.findings(), now.copies(), now.measured()));
        return statement
                .bind("id", now.id())
                .bind("state", now.state().word())
                .bind("report", Parameters.in(Json.of(report)))
                .bind("remedy", SqlParameter.of(now.remedy(), String.class))
                .bind("startedAt", time(now.startedAt()))
                .bind("finishedAt", time(now.finishedAt()));
    }

    @Override
    public Mono<Verification> find(String id) {
        return database.sql("SELECT * FROM backup_verification WHERE id = :id")
                .bind("id", id)
                .map((Readable row) -> VerificationRow.read(row, json))
                .one();
    }

    @Override
    public Flux<Verification> list(VerificationFilter filter) {
        VerificationKind kind = filter.kind();
        return database.sql("""
                        SELECT * FROM backup_verification
                        WHERE (:planId::text IS NULL OR plan_id = :planId) AND (:runId::text IS NULL OR run_id = :runId)
                          AND (:kind::text IS NULL OR kind = :kind) AND (:olderThan::text IS NULL OR id < :olderThan)
                        ORDER BY id DESC LIMIT :most""")
                .bind("planId", SqlParameter.of(filter.planId(), String.class))
                .bind("runId", SqlParameter.of(filter.runId(), String.class))
                .bind("kind", SqlParameter.of(kind == null ? null : kind.word(), String.class))
                .bind("olderThan", SqlParameter.of(filter.olderThan(), String.class))
                .bind("most", filter.limit())
                .map((Readable row) -> VerificationRow.read(row, json))
                .all();
    }

    @Override
    public Flux<String> neverVerified(Collection<String> runIds, VerificationKind kind) {
        return database.sql("""
                        SELECT candidate.id FROM unnest(:runIds) AS candidate(id)
                        WHERE NOT EXISTS (SELECT 1 FROM backup_verification v
                                          WHERE v.run_id = candidate.id AND v.kind = :kind)""")
                .bind("runIds", runIds.toArray(String[]::new))
                .bind("kind", kind.word())
                .map((Readable row) ->
                        Optional.ofNullable(row.get("id", String.class)).orElseThrow())
                .all();
    }

    @Override
    public Mono<Instant> lastDone(String planId, VerificationKind kind) {
        return database.sql("""
                        SELECT max(finished_at) AS at FROM backup_verification
                        WHERE plan_id = :planId AND kind = :kind AND state IN ('passed', 'failed')""")
                .bind("planId", planId)
                .bind("kind", kind.word())
                .map((Readable row) -> Optional.ofNullable(row.get("at", OffsetDateTime.class)))
                .one()
                .flatMap(Mono::justOrEmpty)
                .map(OffsetDateTime::toInstant);
    }

    @Override
    public Mono<Void> note(CopyVerdict verdict) {
        Verdict present = verdict.present();
        Verdict intact = verdict.intact();
        return database.sql("""
                        INSERT INTO backup_copy_verdict AS known
                          (run_id, location_id, plan_id, taken_at, present, present_at, intact, intact_at)
                        VALUES (:runId, :locationId, :planId, :takenAt, :present, :presentAt, :intact, :intactAt)
                        ON CONFLICT (run_id, location_id) DO UPDATE SET
                          present = coalesce(excluded.present, known.present),
                          present_at = coalesce(excluded.present_at, known.present_at),
                          intact = coalesce(excluded.intact, known.intact),
                          intact_at = coalesce(excluded.intact_at, known.intact_at)""")
                .bind("runId", verdict.runId())
                .bind("locationId", verdict.locationId())
                .bind("planId", verdict.planId())
                .bind("takenAt", time(verdict.takenAt()))
                .bind("present", SqlParameter.of(present == null ? null : present.word(), String.class))
                .bind("presentAt", time(verdict.presentAt()))
                .bind("intact", SqlParameter.of(intact == null ? null : intact.word(), String.class))
                .bind("intactAt", time(verdict.intactAt()))
                .then();
    }

    @Override
    public Flux<CopyVerdict> verdicts(@Nullable String planId) {
        return database.sql("""
                        SELECT * FROM backup_copy_verdict verdict
                        WHERE (:planId::text IS NULL OR plan_id = :planId)
                          AND NOT EXISTS (SELECT FROM backup_expiry WHERE run_id = verdict.run_id)
                        ORDER BY taken_at DESC, run_id DESC, location_id""")
                .bind("planId", SqlParameter.of(planId, String.class))
                .map(VerificationRow::verdict)
                .all();
    }

    static Parameter time(@Nullable Instant instant) {
        return SqlParameter.of(instant == null ? null : instant.atOffset(ZoneOffset.UTC), OffsetDateTime.class);
    }
}
