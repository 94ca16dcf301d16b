package io.mooring.notifier.hook;

import io.mooring.notifier.alert.ActOnManyAlerts.Deed;
import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.slack.SlackAction.Subject;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Wishes as rows. */
final class R2dbcWishes implements Wishes {

    private final DatabaseClient database;

    R2dbcWishes(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Void> add(Wish wish) {
        return database.sql("""
                        INSERT INTO hook_wish (deed, subject, subject_id, by, via, at, called_before)
                        VALUES (:deed, :subject, :id, :by, :via, :at, :calledBefore)
                        """)
                .bind("deed", wish.deed().name())
                .bind("subject", wish.subject().name())
                .bind("id", wish.id())
                .bind("by", wish.by())
                .bind("via", wish.via().name())
                .bind("at", wish.at())
                .bind("calledBefore", Parameters.in(R2dbcType.TIMESTAMP_WITH_TIME_ZONE, wish.calledBefore()))
                .then();
    }

    @Override
    public Flux<Long> waiting(Collection<Long> except, int most) {
        return database.sql("""
                        SELECT min(number) AS number FROM hook_wish w LEFT JOIN conversation c ON c.id = w.subject_id
                        GROUP BY coalesce(c.subject, w.subject_id::text)
                        HAVING min(number) <> ALL (:except::bigint[]) ORDER BY 1 LIMIT :most
                        """)
                .bind("except", except.toArray(Long[]::new))
                .bind("most", most)
                .map(row -> value(row, "number", Long.class))
                .all();
    }

    @Override
    public Mono<Begun> take(long number) {
        return database.sql("SELECT * FROM hook_wish WHERE number = :number FOR UPDATE SKIP LOCKED")
                .bind("number", number)
                .map(R2dbcWishes::read)
                .one();
    }

    @Override
    public Mono<Void> goOn(long number, UUID done) {
        return database.sql("UPDATE hook_wish SET done = :done WHERE number = :number")
                .bind("number", number)
                .bind("done", done)
                .then();
    }

    @Override
    public Mono<Void> finished(long number) {
        return database.sql("DELETE FROM hook_wish WHERE number = :number")
                .bind("number", number)
                .then();
    }

    private static Begun read(Readable row) {
        Wish wish = new Wish(
                Deed.valueOf(value(row, "deed", String.class)),
                Subject.valueOf(value(row, "subject", String.class)),
                value(row, "subject_id", UUID.class),
                value(row, "by", String.class),
                Alert.Via.valueOf(value(row, "via", String.class)),
                value(row, "at", Instant.class),
                row.get("called_before", Instant.class));
        return new Begun(value(row, "number", Long.class), wish, row.get("done", UUID.class));
    }

    private static <T> T value(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
