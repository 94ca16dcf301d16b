package io.mooring.backup.job;

import io.mooring.backup.SqlParameter;
import io.mooring.platform.observability.Traceparent;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Jobs in PostgreSQL: the table backup_job. */
@Component
final class R2dbcJobs implements JobRows {

    private static final String EXCLUSIVE = "backup_job_exclusive";

    private final DatabaseClient database;
    private final InstantSource clock;
    private final JobBell bell;

    R2dbcJobs(DatabaseClient database, InstantSource clock, JobBell bell) {
        this.database = database;
        this.clock = clock;
        this.bell = bell;
    }

    @Override
    public Mono<Void> add(NewJob job) {
        return Mono.defer(() -> insert(job)
                .onErrorMap(
                        DataIntegrityViolationException.class,
                        refused -> String.valueOf(refused.getMessage()).contains(EXCLUSIVE)
                                ? new Busy(job.kind(), String.valueOf(job.exclusiveKey()))
                                : refused)
                .then(bell.ringAfterCommit()));
    }

    private Mono<Long> insert(NewJob job) {
        Traceparent traceparent = job.traceparent();
        OffsetDateTime now = utc(clock.instant());
        return database.sql("""
                        INSERT INTO backup_job
                          (id, kind, subject, exclusive_key, correlation_id, traceparent, added_at, not_before)
                        VALUES (:id, :kind, :subject, :key, :correlation, :trace, :now, :now)""")
                .bind("id", job.id())
                .bind("kind", job.kind())
                .bind("subject", job.subject())
                .bind("key", SqlParameter.of(job.exclusiveKey(), String.class))
                .bind("correlation", job.correlationId())
                .bind("trace", SqlParameter.of(traceparent == null ? null : traceparent.value(), String.class))
                .bind("now", now)
                .fetch()
                .rowsUpdated();
    }

    @Override
    public Mono<Boolean> withdraw(String id) {
        return changedOne(database.sql("DELETE FROM backup_job WHERE id = :id AND lease_owner IS NULL")
                .bind("id", id));
    }

    @Override
    public Mono<Boolean> requestCancel(String id, String by) {
        return changedOne(
                database.sql("UPDATE backup_job SET cancelled_by = coalesce(cancelled_by, :by) WHERE id = :id")
                        .bind("id", id)
                        .bind("by", by));
    }

    @Override
    public Mono<HeldJob> claim(Collection<String> kinds, JobLease lease, Instant now) {
        return held(database.sql("""
                        UPDATE backup_job SET attempt = attempt + 1, lease_owner = :owner, lease_until = :until
                        WHERE id = (SELECT id FROM backup_job
                                    WHERE kind = ANY(:kinds) AND (not_before <= :now OR breakdowns = 0 OR not_before > :farthest)
                                      AND (lease_owner IS NULL OR lease_until < :now)
                                    ORDER BY not_before, id LIMIT 1 FOR UPDATE SKIP LOCKED)
                        RETURNING *""")
                .bind("kinds", kinds.toArray(String[]::new))
                .bind("owner", lease.owner())
                .bind("until", utc(lease.until()))
                .bind("farthest", utc(now.plus(LONGEST_PAUSE)))
                .bind("now", utc(now)));
    }

    @Override
    public Mono<HeldJob> renew(String id, JobLease lease) {
        return held(
                database.sql("""
                        UPDATE backup_job SET lease_until = :until WHERE id = :id AND lease_owner = :owner
                        RETURNING *""").bind("id", id).bind("owner", lease.owner()).bind("until", utc(lease.until())));
    }

    @Override
    public Mono<Boolean> holds(String id, String owner) {
        return database.sql("SELECT true FROM backup_job WHERE id = :id AND lease_owner = :owner FOR UPDATE")
                .bind("id", id)
                .bind("owner", owner)
                .map(row -> true)
                .one()
                .defaultIfEmpty(false);
    }

    @Override
    public Mono<Boolean> release(String id, String owner, Instant notBefore, boolean brokeDown) {
        return changedOne(database.sql("""
                        UPDATE backup_job SET lease_owner = NULL, lease_until = NULL, not_before = :notBefore,
                          breakdowns = breakdowns + :broken
                        WHERE id = :id AND lease_owner = :owner""")
                .bind("notBefore", utc(notBefore))
                .bind("broken", brokeDown ? 1 : 0)
                .bind("id", id)
                .bind("owner", owner));
    }

    @Override
    public Mono<Boolean> remove(String id, String owner) {
        return changedOne(database.sql("DELETE FROM backup_job WHERE id = :id AND lease_owner = :owner")
                .bind("id", id)
                .bind("owner", owner));
    }

    private static Mono<Boolean> changedOne(GenericExecuteSpec statement) {
        return statement.fetch().rowsUpdated().map(rows -> rows == 1);
    }

    private static Mono<HeldJob> held(GenericExecuteSpec statement) {
        return statement.map(R2dbcJobs::held).one();
    }

    private static HeldJob held(Readable row) {
        return new HeldJob(
                new Job(
                        text(row, "id"),
                        text(row, "kind"),
                        text(row, "subject"),
                        number(row, "attempt"),
                        text(row, "correlation_id"),
                        Traceparent.parse(row.get("traceparent", String.class)).orElse(null)),
                new JobLease(
                        text(row, "lease_owner"),
                        Objects.requireNonNull(row.get("lease_until", OffsetDateTime.class))
                                .toInstant()),
                number(row, "breakdowns"),
                optional(row, "cancelled_by"));
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class), column);
    }

    private static @Nullable String optional(Readable row, String column) {
        return row.get(column, String.class);
    }

    private static int number(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Integer.class), column);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
