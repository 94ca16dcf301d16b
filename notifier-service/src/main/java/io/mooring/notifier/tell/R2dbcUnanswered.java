package io.mooring.notifier.tell;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What nobody has answered, from rows. */
final class R2dbcUnanswered implements Unanswered {

    private static final String ALL = """
            SELECT g.*, floor(extract(epoch FROM now() - called_at))::bigint AS since FROM gathering g
            """;
    private static final String DUE = ALL + """
            WHERE NOT closed AND called_at <= now() - :shortest * interval '1 second'
              AND called_at <= now() - least(:shortest * power(2, least(reminders, 30)), greatest(:longest, :shortest))
                  * interval '1 second'
              AND EXISTS (SELECT 1 FROM told t JOIN alert a ON a.id = t.alert_id
                          WHERE t.gathering_id = g.id AND a.state = 'FIRING' OFFSET 0)
            """;

    private static final String NEXT = """
            AND (urgency < :urgency OR urgency = :urgency AND id > :after) ORDER BY urgency DESC, id LIMIT :most
            """;

    private final DatabaseClient database;

    R2dbcUnanswered(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Flux<Silence> due(Waits waits, Place after, int most) {
        return bound(DUE + NEXT, waits)
                .bind("urgency", after.urgency())
                .bind("after", after.id())
                .bind("most", most)
                .map(R2dbcUnanswered::read)
                .all();
    }

    @Override
    public Mono<Map<String, Integer>> justReminded() {
        return database.sql("""
                        SELECT destination, count(*)::integer AS many FROM gathering
                        WHERE NOT closed AND called_at > now() - interval '1 minute' AND reminders > 0
                        GROUP BY destination
                        """)
                .map(row -> Map.entry(value(row, "destination", String.class), value(row, "many", Integer.class)))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    @Override
    public Flux<Silence> of(Collection<UUID> gatherings) {
        return database.sql(ALL + "WHERE id IN (SELECT unnest(:gatherings::uuid[]))")
                .bind("gatherings", gatherings.toArray(UUID[]::new))
                .map(R2dbcUnanswered::read)
                .all();
    }

    @Override
    public Mono<Silence> take(UUID gathering, Waits waits) {
        return bound(DUE + " AND id = :id FOR UPDATE SKIP LOCKED", waits)
                .bind("id", gathering)
                .map(R2dbcUnanswered::read)
                .one();
    }

    private GenericExecuteSpec bound(String statement, Waits waits) {
        return database.sql(statement)
                .bind("shortest", waits.shortest().toSeconds())
                .bind("longest", waits.longest().toSeconds());
    }

    @Override
    public Flux<Member> firing(Collection<UUID> gatherings, int mostOfEach) {
        return database.sql("""
                        SELECT g.id AS gathering, m.alert_id, m.stand_in_for
                        FROM unnest(:gatherings::uuid[]) AS g(id) CROSS JOIN LATERAL (
                            SELECT t.alert_id, t.stand_in_for FROM told t JOIN alert a ON a.id = t.alert_id
                            WHERE t.gathering_id = g.id AND a.state = 'FIRING'
                            ORDER BY a.urgency DESC, a.position LIMIT :most) m
                        """)
                .bind("gatherings", gatherings.toArray(UUID[]::new))
                .bind("most", mostOfEach)
                .map(row -> new Member(
                        value(row, "gathering", UUID.class),
                        value(row, "alert_id", UUID.class),
                        row.get("stand_in_for", String.class)))
                .all();
    }

    @Override
    public Mono<Void> reminded(UUID gathering, Collection<UUID> alerts, Instant at) {
        return database.sql("""
                        WITH called AS (
                            UPDATE gathering SET called_at = now(), reminders = reminders + 1 WHERE id = :gathering)
                        UPDATE told SET asked_at = :at, called_first = coalesce(called_first, statement_timestamp())
                        WHERE gathering_id = :gathering
                          AND (alert_id IN (SELECT unnest(:alerts::uuid[])) OR called_first IS NULL)
                        """)
                .bind("gathering", gathering)
                .bind("at", at)
                .bind("alerts", alerts.toArray(UUID[]::new))
                .then();
    }

    private static Silence read(Readable row) {
        return new Silence(
                R2dbcGatherings.read(row),
                Duration.ofSeconds(value(row, "since", Long.class)),
                value(row, "reminders", Integer.class));
    }

    private static <T> T value(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
