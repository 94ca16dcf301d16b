package io.mooring.backup.plan;

import io.mooring.backup.SqlParameter;
import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Parameter;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Plans in PostgreSQL: the table backup_plan. */
@Component
final class R2dbcBackupPlans implements BackupPlans {

    /** Several instances that start at once declare one after the other. */
    private static final long DECLARING = 0x6d6f6f72_706c616eL;

    private static final String UPSERT = """
            INSERT INTO backup_plan (id, name, source, retention, cron, zone, jitter_millis,
              location_ids, rpo_seconds, rto_seconds, enabled, next_due_at, retired_at, updated_at)
            VALUES (:id, :name, :source, :retention, :cron, :zone, :jitter,
              :locations, :rpo, :rto, :enabled, :due, NULL, :now)
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, source = excluded.source,
              retention = excluded.retention, cron = excluded.cron,
              zone = excluded.zone, jitter_millis = excluded.jitter_millis, location_ids = excluded.location_ids,
              rpo_seconds = excluded.rpo_seconds,
              rto_seconds = excluded.rto_seconds, enabled = excluded.enabled, next_due_at = excluded.next_due_at,
              retired_at = NULL, updated_at = excluded.updated_at""";

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final JsonMapper json;

    R2dbcBackupPlans(DatabaseClient database, TransactionalOperator transaction, JsonMapper json) {
        this.database = database;
        this.json = json;
        this.transaction = transaction;
    }

    @Override
    public Mono<Void> declare(List<BackupPlan> plans, Instant now) {
        String[] ids = plans.stream().map(BackupPlan::id).toArray(String[]::new);
        return database.sql("SELECT pg_advisory_xact_lock(:lock)")
                .bind("lock", DECLARING)
                .then()
                .then(database.sql("UPDATE backup_plan SET retired_at = :now, next_due_at = NULL, updated_at = :now"
                                + " WHERE retired_at IS NULL AND NOT (id = ANY (:ids))")
                        .bind("now", utc(now))
                        .bind("ids", ids)
                        .then())
                .thenMany(Flux.fromIterable(plans))
                .concatMap(plan -> find(plan.id())
                        .map(former -> plan.continuing(former, now))
                        .defaultIfEmpty(plan.continuing(null, now))
                        .flatMap(continued -> upsert(continued, now)))
                .then()
                .as(transaction::transactional);
    }

    private Mono<Void> upsert(BackupPlan plan, Instant now) {
        Schedule schedule = plan.schedule();
        return database.sql(UPSERT)
                .bind("id", plan.id())
                .bind("name", plan.name())
                .bind("source", Json.of(json.writeValueAsString(plan.source())))
                .bind("retention", Json.of(json.writeValueAsString(plan.retention())))
                .bind("cron", SqlParameter.of(schedule == null ? null : schedule.cron(), String.class))
                .bind("zone", SqlParameter.of(schedule == null ? null : schedule.zone(), String.class))
                .bind(
                        "jitter",
                        SqlParameter.of(
                                schedule == null ? null : schedule.jitter().toMillis(), Long.class))
                .bind("locations", plan.locationIds().toArray(String[]::new))
                .bind("rpo", SqlParameter.of(seconds(plan.rpo()), Long.class))
                .bind("rto", SqlParameter.of(seconds(plan.rto()), Long.class))
                .bind("enabled", plan.enabled())
                .bind("due", time(plan.nextDueAt()))
                .bind("now", utc(now))
                .then();
    }

    @Override
    public Flux<BackupPlan> all() {
        return database.sql("SELECT * FROM backup_plan WHERE retired_at IS NULL ORDER BY name, id")
                .map(this::plan)
                .all();
    }

    @Override
    public Mono<BackupPlan> find(String id) {
        return database.sql("SELECT * FROM backup_plan WHERE retired_at IS NULL AND id = :id")
                .bind("id", id)
                .map(this::plan)
                .one();
    }

    @Override
    public Flux<BackupPlan> due(Instant now) {
        return database.sql("SELECT * FROM backup_plan WHERE retired_at IS NULL AND enabled AND next_due_at <= :now"
                        + " ORDER BY next_due_at, id")
                .bind("now", utc(now))
                .map(this::plan)
                .all();
    }

    @Override
    public Mono<Boolean> moveDue(BackupPlan seen, @Nullable Instant next) {
        return database.sql("UPDATE backup_plan SET next_due_at = :next"
                        + " WHERE id = :id AND next_due_at = :seen AND retired_at IS NULL")
                .bind("next", time(next))
                .bind("id", seen.id())
                .bind("seen", time(seen.nextDueAt()))
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    private BackupPlan plan(Readable row) {
        String cron = row.get("cron", String.class);
        OffsetDateTime due = row.get("next_due_at", OffsetDateTime.class);
        return new BackupPlan(
                present(row.get("id", String.class)),
                present(row.get("name", String.class)),
                json.readValue(present(row.get("source", String.class)), BackupPlan.Source.class),
                cron == null
                        ? null
                        : Schedule.of(
                                cron,
                                present(row.get("zone", String.class)),
                                Duration.ofMillis(present(row.get("jitter_millis", Long.class)))),
                List.of(present(row.get("location_ids", String[].class))),
                json.readValue(present(row.get("retention", String.class)), Retention.class),
                duration(row.get("rpo_seconds", Long.class)),
                duration(row.get("rto_seconds", Long.class)),
                present(row.get("enabled", Boolean.class)),
                due == null ? null : due.toInstant());
    }

    private static <T> T present(@Nullable T value) {
        return Objects.requireNonNull(value);
    }

    private static @Nullable Duration duration(@Nullable Long seconds) {
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }

    private static @Nullable Long seconds(@Nullable Duration duration) {
        return duration == null ? null : duration.toSeconds();
    }

    private static Parameter time(@Nullable Instant instant) {
        return SqlParameter.of(instant == null ? null : utc(instant), OffsetDateTime.class);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
