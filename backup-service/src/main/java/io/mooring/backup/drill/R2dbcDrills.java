package io.mooring.backup.drill;

import io.mooring.backup.SqlParameter;
import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Parameter;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Drills in PostgreSQL: the table backup_drill. */
@Component
final class R2dbcDrills implements Drills {

    private static final String ANSWERED = "(mode <> 'dry-run' AND state IN ('succeeded', 'failed', 'inconclusive'))";

    private final DatabaseClient database;
    private final JsonMapper json;

    R2dbcDrills(DatabaseClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    @Override
    public Mono<Void> add(Drill asked) {
        DrillRequest request = asked.request();
        var traceparent = request.traceparent();
        return moving(database.sql("""
                        INSERT INTO backup_drill (id, scenario, mode, plan_id, plan_name, component, started_by, scheduled,
                          correlation_id, traceparent, queued_at, state, report, decided_by, failure, started_at, finished_at)
                        VALUES (:id, :scenario, :mode, :planId, :planName, :component, :startedBy, :scheduled,
                          :correlationId, :traceparent, :queuedAt, :state, :report, :decidedBy, :failure, :startedAt, :finishedAt)"""), asked)
                .bind("scenario", request.scenario().word())
                .bind("mode", request.mode().word())
                .bind("planId", request.planId())
                .bind("planName", request.planName())
                .bind("component", request.component())
                .bind("startedBy", request.startedBy())
                .bind("scheduled", request.scheduled())
                .bind("correlationId", request.correlationId())
                .bind("traceparent", SqlParameter.of(traceparent == null ? null : traceparent.value(), String.class))
                .bind("queuedAt", time(asked.queuedAt()))
                .then();
    }

    @Override
    public Mono<Boolean> change(Drill before, Drill after) {
        return moving(database.sql("""
                        UPDATE backup_drill SET state = :state, report = :report, decided_by = :decidedBy,
                          failure = :failure, started_at = :startedAt, finished_at = :finishedAt
                        WHERE id = :id AND state = :before"""), after)
                .bind("before", before.state().word())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    private GenericExecuteSpec moving(GenericExecuteSpec statement, Drill now) {
        return statement
                .bind("id", now.id())
                .bind("state", now.state().word())
                .bind("report", Parameters.in(Json.of(json.writeValueAsString(DrillRow.Report.of(now)))))
                .bind("decidedBy", SqlParameter.of(now.decidedBy(), String.class))
                .bind("failure", SqlParameter.of(now.failure(), String.class))
                .bind("startedAt", time(now.startedAt()))
                .bind("finishedAt", time(now.finishedAt()));
    }

    @Override
    public Mono<Drill> find(String id) {
        return database.sql("SELECT * FROM backup_drill WHERE id = :id")
                .bind("id", id)
                .map((Readable row) -> DrillRow.read(row, json))
                .one();
    }

    @Override
    public Flux<Drill> list(DrillFilter filter) {
        Scenario scenario = filter.scenario();
        return database.sql("""
                        SELECT * FROM backup_drill
                        WHERE (:scenario::text IS NULL OR scenario = :scenario) AND (:planId::text IS NULL OR plan_id = :planId)
                          AND (:olderThan::text IS NULL OR id < :olderThan) AND (NOT :answered OR %s)
                        ORDER BY id DESC LIMIT :most""".formatted(ANSWERED))
                .bind("scenario", SqlParameter.of(scenario == null ? null : scenario.word(), String.class))
                .bind("planId", SqlParameter.of(filter.planId(), String.class))
                .bind("olderThan", SqlParameter.of(filter.olderThan(), String.class))
                .bind("answered", filter.answered())
                .bind("most", filter.limit())
                .map((Readable row) -> DrillRow.read(row, json))
                .all();
    }

    @Override
    public Mono<Instant> lastDone(Scenario scenario) {
        return database.sql(
                        "SELECT max(finished_at) AS at FROM backup_drill WHERE scenario = :scenario AND " + ANSWERED)
                .bind("scenario", scenario.word())
                .map((Readable row) -> Optional.ofNullable(row.get("at", OffsetDateTime.class)))
                .one()
                .flatMap(Mono::justOrEmpty)
                .map(OffsetDateTime::toInstant);
    }

    static Parameter time(@Nullable Instant instant) {
        return SqlParameter.of(instant == null ? null : instant.atOffset(ZoneOffset.UTC), OffsetDateTime.class);
    }
}
