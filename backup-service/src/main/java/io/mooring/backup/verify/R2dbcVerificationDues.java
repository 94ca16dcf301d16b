package io.mooring.backup.verify;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Due times in PostgreSQL: the table backup_verification_due. */
@Component
final class R2dbcVerificationDues implements VerificationDues {

    private final DatabaseClient database;
    private final TransactionalOperator transaction;

    R2dbcVerificationDues(DatabaseClient database, TransactionalOperator transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    @Override
    public Mono<Void> declare(List<Due> dues) {
        String[] names =
                dues.stream().map(due -> due.planId() + "/" + due.kind().word()).toArray(String[]::new);
        return database.sql("DELETE FROM backup_verification_due WHERE NOT (plan_id || '/' || kind = ANY (:names))")
                .bind("names", names)
                .then()
                .thenMany(Flux.fromIterable(dues).concatMap(this::declare))
                .then()
                .as(transaction::transactional);
    }

    private Mono<Void> declare(Due due) {
        return database.sql("""
                        INSERT INTO backup_verification_due AS known (plan_id, kind, schedule, next_due_at)
                        VALUES (:planId, :kind, :schedule, :next)
                        ON CONFLICT (plan_id, kind) DO UPDATE SET
                          next_due_at = CASE WHEN known.schedule = excluded.schedule AND known.next_due_at IS NOT NULL
                                        THEN known.next_due_at ELSE excluded.next_due_at END,
                          schedule = excluded.schedule""")
                .bind("planId", due.planId())
                .bind("kind", due.kind().word())
                .bind("schedule", due.schedule())
                .bind("next", R2dbcVerifications.time(due.nextDueAt()))
                .then();
    }

    @Override
    public Flux<Due> all() {
        return database.sql("SELECT * FROM backup_verification_due ORDER BY plan_id, kind")
                .map(R2dbcVerificationDues::due)
                .all();
    }

    @Override
    public Mono<Boolean> move(Due seen, @Nullable Instant next) {
        return database.sql("""
                        UPDATE backup_verification_due SET next_due_at = :next, last_due_at = :seen
                        WHERE plan_id = :planId AND kind = :kind AND next_due_at = :seen""")
                .bind("next", R2dbcVerifications.time(next))
                .bind("seen", R2dbcVerifications.time(seen.nextDueAt()))
                .bind("planId", seen.planId())
                .bind("kind", seen.kind().word())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    @Override
    public Mono<Boolean> bringBack(Due seen, Instant sooner, Instant now) {
        return database.sql("""
                        UPDATE backup_verification_due SET next_due_at = :next, last_due_at = least(last_due_at, :now)
                        WHERE plan_id = :planId AND kind = :kind AND next_due_at = :seen""")
                .bind("next", R2dbcVerifications.time(sooner))
                .bind("now", R2dbcVerifications.time(now))
                .bind("seen", R2dbcVerifications.time(seen.nextDueAt()))
                .bind("planId", seen.planId())
                .bind("kind", seen.kind().word())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    private static Due due(Readable row) {
        return new Due(
                text(row, "plan_id"),
                VerificationKind.of(text(row, "kind")).orElseThrow(),
                text(row, "schedule"),
                time(row, "next_due_at"),
                time(row, "last_due_at"));
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class), column);
    }

    private static @Nullable Instant time(Readable row, String column) {
        OffsetDateTime time = row.get(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
