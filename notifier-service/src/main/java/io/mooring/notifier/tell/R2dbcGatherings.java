package io.mooring.notifier.tell;

import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.alert.Alerts;
import io.mooring.notifier.alert.Severity;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
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

    private static final String TELL = """
            INSERT INTO told (alert_id, destination, gathering_id, told_at, route, why, stand_in_for)
            SELECT * FROM unnest(:alerts::uuid[], :destinations::text[], :gatherings::uuid[], :ats::timestamptz[],
                                 :routes::text[], :whys::text[], :standIns::text[])
            ON CONFLICT DO NOTHING
            """;

    private static final String STANDING = """
            SELECT a.id, count(*) FILTER (WHERE state = 'FIRING') OVER () AS firing,
                   count(*) FILTER (WHERE state = 'ACKNOWLEDGED') OVER () AS acknowledged,
                   count(*) FILTER (WHERE state = 'RESOLVED') OVER () AS resolved
            FROM told t JOIN alert a ON a.id = t.alert_id
            WHERE t.gathering_id = :id
            ORDER BY (state = 'RESOLVED'), urgency DESC, position LIMIT :shown
            """;

    /** "tell" in ASCII: no other lock of this database has the number. */
    private static final long GATE = 0x74656c6cL;

    private final DatabaseClient database;
    private final Alerts alerts;

    R2dbcGatherings(DatabaseClient database, Alerts alerts) {
        this.database = database;
        this.alerts = alerts;
    }

    @Override
    public Mono<Void> hold() {
        return database.sql("SELECT pg_advisory_xact_lock(:gate)")
                .bind("gate", GATE)
                .then();
    }

    @Override
    public Mono<Lately> lately(String destination, Instant joinableSince, Instant openedSince) {
        Mono<List<Gathering>> open = database.sql("""
                        SELECT * FROM gathering
                        WHERE destination = :destination AND NOT closed
                          AND (opened_at > :since OR storm AND joined_at > :since) ORDER BY opened_at
                        """)
                .bind("destination", destination)
                .bind("since", joinableSince)
                .map(R2dbcGatherings::read)
                .all()
                .collectList();
        Mono<Long> begun = database.sql("""
                        SELECT count(*) AS n FROM gathering
                        WHERE destination = :destination AND opened_at > :since AND NOT storm
                        """)
                .bind("destination", destination)
                .bind("since", openedSince)
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
    public Mono<Void> tell(List<Told> told) {
        if (told.isEmpty()) {
            return Mono.empty();
        }
        return database.sql(TELL)
                .bind("alerts", told.stream().map(Told::alert).toArray(UUID[]::new))
                .bind("destinations", texts(told, Told::destination))
                .bind("gatherings", told.stream().map(Told::gathering).toArray(UUID[]::new))
                .bind("ats", told.stream().map(Told::at).toArray(Instant[]::new))
                .bind("routes", texts(told, Told::route))
                .bind("whys", texts(told, Told::why))
                .bind("standIns", texts(told, Told::standInFor))
                .then();
    }

    private static String[] texts(List<Told> told, Function<Told, @Nullable String> value) {
        return told.stream().map(value).toArray(String[]::new);
    }

    @Override
    public Flux<Told> told(Collection<UUID> ids) {
        return database.sql("SELECT * FROM told WHERE alert_id = ANY(:ids::uuid[]) ORDER BY told_at, destination")
                .bind("ids", ids.toArray(UUID[]::new))
                .map(R2dbcGatherings::readTold)
                .all();
    }

    @Override
    public Flux<Gathering> ofAlerts(Collection<UUID> ids) {
        return database.sql("""
                        SELECT * FROM gathering WHERE NOT closed AND id IN
                            (SELECT gathering_id FROM told WHERE alert_id = ANY(:ids::uuid[])) ORDER BY id FOR UPDATE
                        """)
                .bind("ids", ids.toArray(UUID[]::new))
                .map(R2dbcGatherings::read)
                .all();
    }

    @Override
    public Mono<Gathering> take(UUID id, boolean wait) {
        return database.sql("SELECT * FROM gathering WHERE id = :id AND NOT closed FOR UPDATE"
                        + (wait ? "" : " SKIP LOCKED"))
                .bind("id", id)
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

    private record Member(UUID id, int firing, int acknowledged, int resolved) {}

    @Override
    public Mono<Standing> standing(UUID gathering, int shown) {
        return database.sql(STANDING)
                .bind("id", gathering)
                .bind("shown", shown)
                .map(row -> new Member(
                        value(row, "id", UUID.class),
                        count(row, "firing"),
                        count(row, "acknowledged"),
                        count(row, "resolved")))
                .all()
                .collectList()
                .filter(members -> !members.isEmpty())
                .flatMap(this::standing);
    }

    private Mono<Standing> standing(List<Member> members) {
        List<UUID> order = members.stream().map(Member::id).toList();
        Member first = members.getFirst();
        return alerts.find(order)
                .collectMap(Alert::id)
                .map((Map<UUID, Alert> found) -> new Standing(
                        first.firing(),
                        first.acknowledged(),
                        first.resolved(),
                        order.stream().map(found::get).filter(Objects::nonNull).collect(Collectors.toList())));
    }

    @Override
    public Mono<Void> markDirty(UUID id) {
        return database.sql("UPDATE gathering SET dirty = true WHERE id = :id AND NOT dirty")
                .bind("id", id)
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
    public Flux<UUID> due(Instant now, int most) {
        return database.sql("""
                        SELECT id FROM gathering WHERE dirty
                        UNION SELECT id FROM gathering WHERE call_at <= :now LIMIT :most
                        """)
                .bind("now", now)
                .bind("most", most)
                .map(row -> value(row, "id", UUID.class))
                .all();
    }

    static Told readTold(Readable row) {
        return new Told(
                value(row, "alert_id", UUID.class),
                value(row, "destination", String.class),
                value(row, "gathering_id", UUID.class),
                value(row, "told_at", Instant.class),
                value(row, "route", String.class),
                value(row, "why", String.class),
                row.get("stand_in_for", String.class));
    }

    private static Gathering read(Readable row) {
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

    private static int count(Readable row, String column) {
        return value(row, column, Long.class).intValue();
    }

    private static <T> T value(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
