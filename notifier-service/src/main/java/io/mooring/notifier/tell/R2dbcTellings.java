package io.mooring.notifier.tell;

import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.mute.Muted;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Decisions as rows. */
final class R2dbcTellings implements Tellings {

    private static final String DECIDED = """
            INSERT INTO telling (alert_id, outcome, decided_at, kind, reference, why, until)
            SELECT * FROM unnest(:alerts::uuid[], :outcomes::text[], :ats::timestamptz[], :kinds::text[],
                                 :references::text[], :whys::text[], :untils::timestamptz[])
            ON CONFLICT (alert_id) DO UPDATE SET outcome = excluded.outcome, decided_at = excluded.decided_at,
                kind = excluded.kind, reference = excluded.reference, why = excluded.why, until = excluded.until
            """;

    private final DatabaseClient database;

    R2dbcTellings(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Void> decided(List<Decided> decided) {
        if (decided.isEmpty()) {
            return Mono.empty();
        }
        return database.sql(DECIDED)
                .bind("alerts", decided.stream().map(Decided::alert).toArray(UUID[]::new))
                .bind("outcomes", texts(decided, one -> one.outcome().name()))
                .bind("ats", decided.stream().map(Decided::at).toArray(Instant[]::new))
                .bind(
                        "kinds",
                        texts(
                                decided,
                                one -> one.heldBy() == null
                                        ? null
                                        : one.heldBy().kind().name()))
                .bind(
                        "references",
                        texts(
                                decided,
                                one -> one.heldBy() == null
                                        ? null
                                        : one.heldBy().reference()))
                .bind(
                        "whys",
                        texts(
                                decided,
                                one -> one.heldBy() == null
                                        ? one.why()
                                        : one.heldBy().why()))
                .bind("untils", decided.stream().map(R2dbcTellings::until).toArray(Instant[]::new))
                .then();
    }

    private static String[] texts(List<Decided> all, Function<Decided, @Nullable String> value) {
        return all.stream().map(value).toArray(String[]::new);
    }

    private static @Nullable Instant until(Decided one) {
        return one.heldBy() == null ? null : one.heldBy().until();
    }

    @Override
    public Mono<Void> over(Collection<UUID> alerts) {
        return database.sql("""
                        UPDATE telling y SET outcome = CASE WHEN known.told THEN 'TOLD' ELSE 'NOBODY' END,
                            kind = NULL, reference = NULL, until = NULL,
                            why = CASE WHEN known.told THEN 'Nobody else was told or called'
                                       ELSE 'Nobody was told' END || ': it was over while it was held back. ' || why
                        FROM (SELECT id, EXISTS (SELECT 1 FROM told WHERE alert_id = id) AS told
                              FROM unnest(:alerts::uuid[]) AS id) AS known
                        WHERE y.alert_id = known.id AND outcome = 'HELD'
                        """).bind("alerts", alerts.toArray(UUID[]::new)).then();
    }

    @Override
    public Flux<Decided> held(UUID after, int most) {
        return database.sql("""
                        SELECT * FROM telling WHERE outcome = 'HELD' AND alert_id > :after ORDER BY alert_id LIMIT :most
                        """)
                .bind("after", after)
                .bind("most", most)
                .map(R2dbcTellings::read)
                .all();
    }

    @Override
    public Flux<UUID> undecided(Instant raisedBefore, Collection<UUID> except, int most) {
        return database.sql("""
                        SELECT id FROM alert WHERE state <> 'RESOLVED' AND raised_at < :before AND id <> ALL (:except::uuid[])
                          AND NOT EXISTS (SELECT 1 FROM telling WHERE alert_id = alert.id) LIMIT :most
                        """)
                .bind("before", raisedBefore)
                .bind("except", except.toArray(UUID[]::new))
                .bind("most", most)
                .map(R2dbcTellings::id)
                .all();
    }

    @Override
    public Flux<UUID> toldElsewhere(Collection<String> destinations, Collection<UUID> except, int most) {
        return database.sql("""
                        SELECT a.id FROM alert a JOIN telling y ON y.alert_id = a.id
                        WHERE a.state = 'FIRING' AND y.outcome = 'TOLD' AND a.id <> ALL (:except::uuid[])
                          AND (SELECT bool_and(t.destination <> ALL (:destinations)) FROM told t WHERE t.alert_id = a.id)
                        ORDER BY a.urgency DESC, a.position LIMIT :most
                        """)
                .bind("destinations", destinations.toArray(String[]::new))
                .bind("except", except.toArray(UUID[]::new))
                .bind("most", most)
                .map(R2dbcTellings::id)
                .all();
    }

    /** What was delivered is forgotten one day; what is dead never is while nobody decides about it. */
    @Override
    public Flux<UUID> untold(Instant decidedBefore, Collection<String> inMaintenance, int most) {
        return database.sql("""
                        SELECT a.id FROM alert a JOIN telling y ON y.alert_id = a.id
                        WHERE a.state = 'FIRING' AND a.urgency >= :critical AND y.outcome = 'TOLD' AND y.decided_at < :before
                          AND (SELECT bool_or(d.state = 'DEAD') AND bool_and(d.state IN ('DEAD', 'SUPERSEDED'))
                               FROM told t JOIN gathering g ON g.id = t.gathering_id
                               JOIN delivery d ON d.conversation_id = g.conversation_id
                               WHERE t.alert_id = a.id AND NOT t.route = ANY (:inMaintenance))
                        ORDER BY a.urgency DESC, a.position LIMIT :most
                        """)
                .bind("critical", Severity.CRITICAL.ordinal())
                .bind("before", decidedBefore)
                .bind("inMaintenance", inMaintenance.toArray(String[]::new))
                .bind("most", most)
                .map(R2dbcTellings::id)
                .all();
    }

    @Override
    public Flux<UUID> toldToNobody(Collection<UUID> except, int most) {
        return database.sql("""
                        SELECT a.id FROM alert a JOIN telling y ON y.alert_id = a.id
                        WHERE a.state = 'FIRING' AND a.urgency >= :critical AND y.outcome = 'NOBODY' AND y.why = :noRoute
                          AND a.id <> ALL (:except::uuid[])
                        ORDER BY a.urgency DESC, a.position LIMIT :most
                        """)
                .bind("noRoute", Decision.NO_ROUTE)
                .bind("except", except.toArray(UUID[]::new))
                .bind("critical", Severity.CRITICAL.ordinal())
                .bind("most", most)
                .map(R2dbcTellings::id)
                .all();
    }

    private static UUID id(Readable row) {
        return value(row, "id", UUID.class);
    }

    @Override
    public Mono<Decided> of(UUID alert) {
        return database.sql("SELECT * FROM telling WHERE alert_id = :alert")
                .bind("alert", alert)
                .map(R2dbcTellings::read)
                .one();
    }

    private static Decided read(Readable row) {
        return new Decided(
                value(row, "alert_id", UUID.class),
                Decision.Outcome.valueOf(value(row, "outcome", String.class)),
                value(row, "decided_at", Instant.class),
                muted(row),
                value(row, "why", String.class));
    }

    private static @Nullable Muted muted(Readable row) {
        String kind = row.get("kind", String.class);
        return kind == null
                ? null
                : new Muted(
                        Muted.Kind.valueOf(kind),
                        value(row, "reference", String.class),
                        value(row, "why", String.class),
                        row.get("until", Instant.class));
    }

    @Override
    public Mono<Long> countHeld() {
        return database.sql("SELECT count(*) AS n FROM telling WHERE outcome = 'HELD'")
                .map(row -> value(row, "n", Long.class))
                .one();
    }

    private static <T> T value(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
