package io.mooring.notifier.tell;

import io.mooring.notifier.alert.Alerts;
import io.mooring.notifier.alert.Severity;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Gatherings as rows. */
final class R2dbcGatherings implements Gatherings {

    private static final String SAVE = """
            INSERT INTO gathering (id, destination, group_key, storm, urgency, opened_at, joined_at, members, uncalled, call_at)
            VALUES (:id, :destination, :group, :storm, :urgency, :opened, :joined, :members, :uncalled, :callAt)
            ON CONFLICT (id) DO UPDATE SET urgency = excluded.urgency, joined_at = excluded.joined_at,
                members = excluded.members, uncalled = excluded.uncalled, call_at = excluded.call_at
            """;

    /** Storms are few and last long, the others the other way round: each is looked for by its own index. */
    private static final String JOINABLE = """
            SELECT * FROM (
                SELECT * FROM gathering WHERE destination = :destination AND NOT closed AND NOT storm AND opened_at > :opened
                UNION ALL
                SELECT * FROM gathering WHERE destination = :destination AND NOT closed AND storm AND joined_at > :joined) g
            WHERE EXISTS (SELECT 1 FROM told t JOIN alert a ON a.id = t.alert_id
                          WHERE t.gathering_id = g.id AND a.state = 'FIRING' OFFSET 0)
            ORDER BY opened_at
            """;

    /** "tell" in ASCII: no other lock of this database has the number. */
    private static final long GATE = 0x74656c6cL;

    private final DatabaseClient database;
    private final ToldRows told;
    private final ReadStandings standings;

    R2dbcGatherings(DatabaseClient database, Alerts alerts) {
        this.database = database;
        this.told = new ToldRows(database);
        this.standings = new ReadStandings(database, alerts);
    }

    @Override
    public Mono<Void> hold() {
        return database.sql("SELECT pg_advisory_xact_lock(:gate)")
                .bind("gate", GATE)
                .then();
    }

    @Override
    public Mono<Lately> lately(String destination, Since since) {
        Mono<List<Gathering>> open = database.sql(JOINABLE)
                .bind("destination", destination)
                .bind("opened", since.opened())
                .bind("joined", since.stormJoined())
                .map(R2dbcGatherings::read)
                .all()
                .collectList();
        Mono<Long> begun = database.sql("""
                        SELECT count(*) AS n FROM gathering
                        WHERE destination = :destination AND opened_at > :since AND NOT storm
                        """)
                .bind("destination", destination)
                .bind("since", since.counted())
                .map(row -> value(row, "n", Long.class))
                .one();
        return open.zipWith(begun, (found, count) -> new Lately(found, count.intValue()));
    }

    @Override
    public Mono<Void> save(List<Gathering> gatherings) {
        return Flux.fromIterable(gatherings)
                .concatMap(gathering -> database.sql(SAVE)
                        .bind("id", gathering.id())
                        .bind("destination", gathering.destination())
                        .bind("group", gathering.groupKey())
                        .bind("storm", gathering.storm())
                        .bind("urgency", gathering.gravest().ordinal())
                        .bind("opened", gathering.openedAt())
                        .bind("joined", gathering.joinedAt())
                        .bind("members", gathering.members())
                        .bind("uncalled", gathering.uncalled())
                        .bind("callAt", Parameters.in(R2dbcType.TIMESTAMP_WITH_TIME_ZONE, gathering.callAt()))
                        .then())
                .then();
    }

    @Override
    public Mono<Void> tell(List<Told> all) {
        return told.tell(all);
    }

    @Override
    public Flux<Told> told(Collection<UUID> ids) {
        return told.of(ids);
    }

    @Override
    public Mono<Void> asked(UUID gathering, Instant at) {
        return told.asked(gathering, at);
    }

    @Override
    public Mono<Void> owe(Collection<UUID> alerts) {
        return told.owe(alerts);
    }

    @Override
    public Flux<Gathering> ofAlerts(Collection<UUID> ids) {
        return database.sql("""
                        SELECT * FROM gathering WHERE NOT closed AND id IN
                            (SELECT gathering_id FROM told WHERE alert_id IN (SELECT unnest(:ids::uuid[]))) ORDER BY id FOR UPDATE
                        """)
                .bind("ids", ids.toArray(UUID[]::new))
                .map(R2dbcGatherings::read)
                .all();
    }

    @Override
    public Mono<Gathering> takeDue(UUID id, Instant now) {
        return database.sql("""
                        SELECT * FROM gathering WHERE id = :id AND NOT closed AND (dirty OR call_at <= :now) FOR UPDATE SKIP LOCKED
                        """)
                .bind("id", id)
                .bind("now", now)
                .map(R2dbcGatherings::read)
                .one();
    }

    @Override
    public Mono<UUID> conversation(UUID gathering) {
        return database.sql(
                        "SELECT conversation_id AS id FROM gathering WHERE id = :id AND conversation_id IS NOT NULL")
                .bind("id", gathering)
                .map(row -> value(row, "id", UUID.class))
                .one();
    }

    @Override
    public Mono<Standing> standing(UUID gathering, int shown) {
        return standings.of(gathering, shown);
    }

    @Override
    public Mono<String> gravestUncalled(UUID gathering) {
        return standings.gravestUncalled(gathering);
    }

    @Override
    public Mono<Void> markDirty(Collection<UUID> ids) {
        return database.sql("UPDATE gathering SET dirty = true WHERE id IN (SELECT unnest(:ids::uuid[])) AND NOT dirty")
                .bind("ids", ids.toArray(UUID[]::new))
                .then();
    }

    @Override
    public Mono<Void> said(Gathering gathering, @Nullable UUID conversation, boolean closed) {
        return database.sql("""
                        UPDATE gathering SET dirty = false, closed = :closed, uncalled = :uncalled,
                            call_at = CASE WHEN :closed THEN NULL ELSE :callAt END,
                            conversation_id = coalesce(:conversation, conversation_id)
                        WHERE id = :id
                        """)
                .bind("id", gathering.id())
                .bind("closed", closed)
                .bind("uncalled", gathering.uncalled())
                .bind("callAt", Parameters.in(R2dbcType.TIMESTAMP_WITH_TIME_ZONE, gathering.callAt()))
                .bind("conversation", conversation == null ? Parameters.in(UUID.class) : Parameters.in(conversation))
                .then();
    }

    @Override
    public Flux<UUID> due(Instant now, Collection<UUID> except, int most) {
        return database.sql("""
                        SELECT id FROM gathering WHERE dirty AND id <> ALL (:except::uuid[])
                        UNION SELECT id FROM gathering WHERE call_at <= :now AND id <> ALL (:except::uuid[]) LIMIT :most
                        """)
                .bind("now", now)
                .bind("except", except.toArray(UUID[]::new))
                .bind("most", most)
                .map(row -> value(row, "id", UUID.class))
                .all();
    }

    static Gathering read(Readable row) {
        return new Gathering(
                value(row, "id", UUID.class),
                value(row, "destination", String.class),
                value(row, "group_key", String.class),
                value(row, "storm", Boolean.class),
                Severity.values()[value(row, "urgency", Short.class)],
                value(row, "opened_at", Instant.class),
                value(row, "joined_at", Instant.class),
                value(row, "members", Integer.class),
                value(row, "uncalled", Integer.class),
                row.get("call_at", Instant.class),
                row.get("conversation_id", UUID.class));
    }

    private static <T> T value(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
