package io.mooring.backup.retention;

import io.mooring.backup.SqlParameter;
import io.mooring.backup.location.LocationKind;
import io.mooring.backup.retention.Decision.Cause;
import io.mooring.backup.run.LetGo;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Retention in PostgreSQL: the tables backup_hold and backup_expiry beside backup_run. */
@Component
final class R2dbcRetainedBackups implements RetainedBackups {

    private static final String BACKUPS = """
            SELECT run.id, run.finished_at, coalesce(run.chain_id, run.id) AS chain, NOT run.copies @> '[{"state": "FAILED"}]' AS complete,
              hold.run_id IS NOT NULL AS held
            FROM backup_run run LEFT JOIN backup_hold hold ON hold.run_id = run.id
            WHERE run.plan_id = :plan AND run.state IN ('completed', 'partial')
              AND NOT EXISTS (SELECT FROM backup_expiry expiry WHERE expiry.run_id = run.id)""";

    // Whoever holds, reads or expires a backup locks its run and its chain's first: of them only one can be first. What
    // is then asked
    // is a statement of its own: only a new one sees what the one that was waited for has done.
    private static final String LOCK = """
            SELECT id FROM backup_run
            WHERE id = :run OR id = (SELECT chain_id FROM backup_run WHERE id = :run) ORDER BY id FOR %s""";

    private final DatabaseClient database;
    private final JsonMapper json;

    R2dbcRetainedBackups(DatabaseClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    @Override
    public Flux<KeptBackup> of(String planId) {
        return database.sql(BACKUPS)
                .bind("plan", planId)
                .map(row -> new KeptBackup(
                        text(row, "id"),
                        time(row, "finished_at"),
                        text(row, "chain"),
                        null,
                        yes(row, "complete"),
                        yes(row, "held"),
                        false))
                .all();
    }

    @Override
    public Mono<Map<String, Hold>> holds(String planId) {
        return database.sql("SELECT hold.* FROM backup_hold hold JOIN backup_run run ON run.id = hold.run_id"
                        + " WHERE run.plan_id = :plan")
                .bind("plan", planId)
                .map(row -> Map.entry(
                        text(row, "run_id"),
                        new Hold(text(row, "reason"), text(row, "placed_by"), time(row, "placed_at"))))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    @Override
    public Mono<String> planOf(String runId) {
        return database.sql("""
                        SELECT plan_id FROM backup_run run WHERE id = :run AND state IN ('completed', 'partial')
                          AND NOT EXISTS (SELECT FROM backup_expiry expiry WHERE expiry.run_id = run.id)""")
                .bind("run", runId)
                .map(row -> text(row, "plan_id"))
                .one();
    }

    @Override
    public Mono<Boolean> hold(String runId, Hold hold) {
        return locked(
                runId,
                database.sql("""
                                INSERT INTO backup_hold (run_id, reason, placed_by, placed_at)
                                SELECT :run, :reason, :by, :at
                                WHERE NOT EXISTS (SELECT FROM backup_expiry WHERE run_id = :run)
                                ON CONFLICT (run_id) DO UPDATE
                                SET reason = excluded.reason, placed_by = excluded.placed_by, placed_at = excluded.placed_at""")
                        .bind("run", runId)
                        .bind("reason", hold.reason())
                        .bind("by", hold.by())
                        .bind("at", utc(hold.at())));
    }

    @Override
    public Mono<Boolean> release(String runId) {
        return changedOne(
                database.sql("DELETE FROM backup_hold WHERE run_id = :run").bind("run", runId));
    }

    @Override
    public Mono<Boolean> lock(String runId) {
        return lock(runId, "UPDATE");
    }

    @Override
    public Mono<Boolean> keep(String runId) {
        return lock(runId, "SHARE").flatMap(there -> among(List.of(runId)).map(gone -> there && gone.isEmpty()));
    }

    @Override
    public Mono<Map<String, LetGo>> among(Collection<String> runIds) {
        return database.sql("SELECT * FROM backup_expiry WHERE run_id = ANY(:runs)")
                .bind("runs", runIds.toArray(String[]::new))
                .map(row -> Map.entry(
                        text(row, "run_id"), new LetGo(time(row, "decided_at"), text(row, "reason"), remaining(row))))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    @Override
    public Mono<Boolean> expire(String runId, Grounds grounds, Instant now) {
        return locked(
                runId,
                database.sql("""
                                INSERT INTO backup_expiry
                                  (run_id, plan_id, cause, reason, requested_by, approved_by, decided_at, left_at)
                                SELECT id, plan_id, :cause, :reason, :by, :approver, :now, '{}' FROM backup_run
                                WHERE id = :run AND state IN ('completed', 'partial')
                                  AND NOT EXISTS (SELECT FROM backup_hold WHERE run_id = :run)
                                ON CONFLICT (run_id) DO NOTHING""")
                        .bind("run", runId)
                        .bind("cause", word(grounds.cause()))
                        .bind("reason", grounds.reason())
                        .bind("by", SqlParameter.of(grounds.requestedBy(), String.class))
                        .bind("approver", SqlParameter.of(grounds.approvedBy(), String.class))
                        .bind("now", utc(now)));
    }

    @Override
    public Flux<Expiry> unfinished(String planId) {
        return database.sql("""
                        SELECT expiry.*, run.plan_name, run.finished_at, run.copies FROM backup_expiry expiry
                        JOIN backup_run run ON run.id = expiry.run_id
                        WHERE expiry.plan_id = :plan AND (expiry.expired_at IS NULL OR expiry.left_at <> '{}')
                        ORDER BY run.id DESC""").bind("plan", planId).map(this::expiry).all();
    }

    @Override
    public Mono<Boolean> deleted(String runId, Instant expiredAt, long freedBytes, List<LetGo.Remaining> left) {
        return database.sql("""
                        WITH before AS (SELECT run_id, expired_at IS NULL AS first FROM backup_expiry WHERE run_id = :run FOR UPDATE)
                        UPDATE backup_expiry expiry SET expired_at = coalesce(expired_at, :at),
                          freed_bytes = freed_bytes + :freed, left_at = :left, left_why = :why
                        FROM before WHERE expiry.run_id = before.run_id RETURNING before.first""")
                .bind("at", utc(expiredAt))
                .bind("freed", freedBytes)
                .bind("left", left.stream().map(LetGo.Remaining::locationId).toArray(String[]::new))
                .bind("why", left.stream().map(LetGo.Remaining::problem).toArray(String[]::new))
                .bind("run", runId)
                .map(row -> yes(row, "first"))
                .one()
                .defaultIfEmpty(false);
    }

    @Override
    public Mono<Void> keepAfterAll(String runId) {
        return database.sql("DELETE FROM backup_expiry WHERE run_id = :run AND expired_at IS NULL")
                .bind("run", runId)
                .then();
    }

    @Override
    public Mono<Instant> now() {
        return database.sql("SELECT clock_timestamp() AS now")
                .map(row -> time(row, "now"))
                .one();
    }

    private Mono<Boolean> locked(String runId, GenericExecuteSpec change) {
        return lock(runId).flatMap(there -> there ? changedOne(change) : Mono.just(false));
    }

    private Mono<Boolean> lock(String runId, String strength) {
        return database.sql(LOCK.formatted(strength))
                .bind("run", runId)
                .map(row -> text(row, "id"))
                .all()
                .collectList()
                .map(ids -> ids.contains(runId));
    }

    private static Mono<Boolean> changedOne(GenericExecuteSpec change) {
        return change.fetch().rowsUpdated().map(rows -> rows == 1);
    }

    private Expiry expiry(Readable row) {
        List<Expiry.StoredCopy> copies = new ArrayList<>();
        for (JsonNode copy : json.readTree(text(row, "copies"))) {
            if ("STORED".equals(copy.path("state").asString())) {
                copies.add(new Expiry.StoredCopy(
                        copy.path("locationId").asString(),
                        LocationKind.valueOf(copy.path("kind").asString()),
                        copy.path("bytes").asLong()));
            }
        }
        return new Expiry(
                text(row, "run_id"),
                text(row, "plan_id"),
                text(row, "plan_name"),
                time(row, "finished_at"),
                copies,
                Cause.valueOf(text(row, "cause").toUpperCase(Locale.ROOT)),
                text(row, "reason"),
                row.get("requested_by", String.class),
                row.get("approved_by", String.class),
                Optional.ofNullable(row.get("expired_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant)
                        .orElse(null),
                Objects.requireNonNull(row.get("freed_bytes", Long.class)),
                List.of(Objects.requireNonNull(row.get("left_at", String[].class))));
    }

    private static List<LetGo.Remaining> remaining(Readable row) {
        String[] at = Objects.requireNonNull(row.get("left_at", String[].class));
        String[] why = Objects.requireNonNull(row.get("left_why", String[].class));
        List<LetGo.Remaining> remaining = new ArrayList<>();
        for (int i = 0; i < at.length; i++) {
            remaining.add(new LetGo.Remaining(at[i], i < why.length ? why[i] : "It is not known why."));
        }
        return remaining;
    }

    private static String word(Cause cause) {
        return cause.name().toLowerCase(Locale.ROOT);
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class), column);
    }

    private static boolean yes(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Boolean.class), column);
    }

    private static Instant time(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, OffsetDateTime.class), column)
                .toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
