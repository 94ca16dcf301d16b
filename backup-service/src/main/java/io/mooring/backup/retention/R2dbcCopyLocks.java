package io.mooring.backup.retention;

import io.mooring.backup.SqlParameter;
import io.mooring.backup.location.ObjectLock;
import io.mooring.backup.run.CopyLock;
import io.mooring.backup.run.CopyLocks;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Locks of copies in PostgreSQL: the table backup_copy_lock. */
@Component
final class R2dbcCopyLocks implements CopyLocks {

    private final DatabaseClient database;

    R2dbcCopyLocks(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Flux<CopyLock> of(Collection<String> runIds) {
        return database.sql("SELECT * FROM backup_copy_lock WHERE run_id = ANY(:runs) ORDER BY run_id, location_id")
                .bind("runs", runIds.toArray(String[]::new))
                .map(R2dbcCopyLocks::read)
                .all();
    }

    /** Of all runs of a plan. */
    Flux<CopyLock> ofPlan(String planId) {
        return database.sql("""
                        SELECT lock.* FROM backup_copy_lock lock JOIN backup_run run ON run.id = lock.run_id
                        WHERE run.plan_id = :plan ORDER BY run_id, location_id""").bind("plan", planId).map(R2dbcCopyLocks::read).all();
    }

    /** What the location says now. */
    Mono<Void> put(CopyLock lock) {
        return write(lock, "excluded.locked_until");
    }

    /** Something that the run wrote is locked until then, perhaps longer than its own manifest. */
    Mono<Void> extend(CopyLock lock) {
        return write(lock, "greatest(backup_copy_lock.locked_until, excluded.locked_until)");
    }

    /** Runs of the plan with a copy at one of these locations that was not asked yet. */
    Flux<String> unasked(String planId, Collection<String> locationIds) {
        return database.sql("""
                        SELECT DISTINCT run.id FROM backup_run run, jsonb_array_elements(run.copies) copy
                        WHERE run.plan_id = :plan AND run.state IN ('completed', 'partial')
                          AND copy->>'state' = 'STORED' AND copy->>'locationId' = ANY(:locations)
                          AND NOT EXISTS (SELECT FROM backup_expiry expiry WHERE expiry.run_id = run.id)
                          AND NOT EXISTS (SELECT FROM backup_copy_lock lock
                            WHERE lock.run_id = run.id AND lock.location_id = copy->>'locationId')
                        ORDER BY run.id""")
                .bind("plan", planId)
                .bind("locations", locationIds.toArray(String[]::new))
                .map(row -> Objects.requireNonNull(row.get("id", String.class)))
                .all();
    }

    private Mono<Void> write(CopyLock lock, String value) {
        return database.sql("""
                        INSERT INTO backup_copy_lock (run_id, location_id, mode, locked_until)
                        SELECT id, :location, :mode, :until FROM backup_run WHERE id = :run
                        ON CONFLICT (run_id, location_id)
                        DO UPDATE SET mode = excluded.mode, locked_until = %s""".formatted(value))
                .bind("location", lock.locationId())
                .bind("mode", lock.mode().word())
                .bind("until", SqlParameter.of(utc(lock.until()), OffsetDateTime.class))
                .bind("run", lock.runId())
                .then();
    }

    private static CopyLock read(Readable row) {
        OffsetDateTime until = row.get("locked_until", OffsetDateTime.class);
        return new CopyLock(
                Objects.requireNonNull(row.get("run_id", String.class)),
                Objects.requireNonNull(row.get("location_id", String.class)),
                ObjectLock.Mode.valueOf(
                        Objects.requireNonNull(row.get("mode", String.class)).toUpperCase(Locale.ROOT)),
                until == null ? null : until.toInstant());
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
