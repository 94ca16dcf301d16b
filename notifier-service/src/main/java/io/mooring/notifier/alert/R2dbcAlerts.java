package io.mooring.notifier.alert;

import static io.mooring.notifier.alert.AlertRow.text;
import static io.mooring.notifier.alert.AlertRow.value;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Alerts as rows. */
final class R2dbcAlerts implements AlertStore {

    private static final String BEGIN = """
            INSERT INTO alert_key (key) SELECT key FROM unnest(:keys::text[]) AS wanted (key) ORDER BY key
            ON CONFLICT DO NOTHING
            """;

    /** In the order of the keys, so that two transactions never wait for each other. */
    private static final String LOCK = """
            WITH locked AS MATERIALIZED (
                SELECT key, ends FROM alert_key WHERE key = ANY(:keys::text[]) ORDER BY key FOR UPDATE
            )
            SELECT key FROM locked
            """;

    private static final String READ = """
            SELECT k.key AS locked, k.ends, a.* FROM alert_key k
            LEFT JOIN alert a ON a.key = k.key AND a.state <> 'RESOLVED'
            WHERE k.key = ANY(:keys::text[])
            """;

    private final DatabaseClient database;
    private final AlertRow row;
    private final WriteAlerts write;
    private final ListAlerts lists;

    R2dbcAlerts(DatabaseClient database, AlertRow row) {
        this.database = database;
        this.row = row;
        this.write = new WriteAlerts(database, row);
        this.lists = new ListAlerts(database, row);
    }

    @Override
    public Mono<Map<String, KeyState>> lock(Set<String> keys, Set<String> mayBegin) {
        if (keys.isEmpty()) {
            return Mono.just(new HashMap<>());
        }
        String[] all = keys.toArray(String[]::new);
        Mono<Long> begun = mayBegin.isEmpty()
                ? Mono.just(0L)
                : database.sql(BEGIN)
                        .bind("keys", mayBegin.toArray(String[]::new))
                        .fetch()
                        .rowsUpdated();
        // Read after the lock, by a statement of its own: only that one sees what the last holder committed.
        return begun.then(database.sql(LOCK).bind("keys", all).then()).then(read(all));
    }

    private Mono<Map<String, KeyState>> read(String[] keys) {
        return database.sql(READ)
                .bind("keys", keys)
                .map(this::state)
                .all()
                .collect(HashMap::new, (found, state) -> found.put(state.key(), state));
    }

    private KeyState state(Readable found) {
        String key = text(found, "locked");
        List<Instant> ends = List.of(value(found, "ends", Instant[].class));
        return found.get("id", UUID.class) == null
                ? new KeyState(key, null, Instant.EPOCH, ends)
                : new KeyState(key, row.read(found), value(found, "revised_at", Instant.class), ends);
    }

    @Override
    public Mono<Void> save(AlertWrites writes) {
        return write.write(writes);
    }

    @Override
    public Flux<String> dueToEnd(Instant now, int most) {
        return database.sql("""
                        SELECT key FROM alert WHERE state <> 'RESOLVED' AND ends_at <= :now ORDER BY ends_at LIMIT :most
                        """)
                .bind("now", now)
                .bind("most", most)
                .map(found -> text(found, "key"))
                .all();
    }

    @Override
    public Mono<Alert> openOf(String key) {
        return database.sql("SELECT * FROM alert WHERE key = :key AND state <> 'RESOLVED'")
                .bind("key", key)
                .map(row::read)
                .one();
    }

    @Override
    public Flux<Past> history(UUID alert) {
        return database.sql("SELECT at, what, by, words FROM alert_history WHERE alert_id = :id ORDER BY revision")
                .bind("id", alert)
                .map(found -> new Past(
                        value(found, "at", Instant.class),
                        AlertChange.What.valueOf(text(found, "what")),
                        found.get("by", String.class),
                        text(found, "words")))
                .all();
    }

    @Override
    public Flux<Placed> list(AlertQuery query, int most) {
        return lists.list(query, most);
    }

    @Override
    public Mono<Summary> summary() {
        Mono<Map<AlertState, Map<Severity, Long>>> counts = database.sql("""
                        SELECT state, severity, count(*) AS n FROM alert WHERE state <> 'RESOLVED' GROUP BY state, severity
                        """)
                .map(found -> new Count(
                        AlertState.valueOf(text(found, "state")),
                        Severity.valueOf(text(found, "severity")),
                        value(found, "n", Long.class)))
                .all()
                .collect(() -> new EnumMap<>(AlertState.class), R2dbcAlerts::count);
        return Mono.zip(counts, lists.oldestUnacknowledged().singleOptional())
                .map(both -> new Summary(both.getT1(), both.getT2().orElse(null)));
    }

    private record Count(AlertState state, Severity severity, long alerts) {}

    private static void count(Map<AlertState, Map<Severity, Long>> counts, Count one) {
        counts.computeIfAbsent(one.state(), state -> new EnumMap<>(Severity.class))
                .put(one.severity(), one.alerts());
    }

    @Override
    public Mono<Long> forget(Instant endedBefore, int most) {
        return database.sql("""
                        DELETE FROM alert WHERE id IN (SELECT id FROM alert
                            WHERE state = 'RESOLVED' AND ended_at < :before ORDER BY ended_at LIMIT :most)
                        """)
                .bind("before", endedBefore)
                .bind("most", most)
                .fetch()
                .rowsUpdated();
    }

    @Override
    public Mono<Alert> find(UUID id) {
        return database.sql("SELECT * FROM alert WHERE id = :id")
                .bind("id", id)
                .map(row::read)
                .one();
    }

    @Override
    public Flux<Alert> find(Collection<UUID> ids) {
        return database.sql("SELECT * FROM alert WHERE id = ANY(:ids::uuid[])")
                .bind("ids", ids.toArray(UUID[]::new))
                .map(row::read)
                .all();
    }

    @Override
    public Flux<Alert> hold(Collection<Alert> alerts) {
        Set<UUID> ids = alerts.stream().map(Alert::id).collect(Collectors.toSet());
        Set<String> keys = alerts.stream().map(Alert::key).collect(Collectors.toSet());
        return lock(keys, Set.of())
                .flatMapIterable(Map::values)
                .mapNotNull(KeyState::open)
                .filter(open -> ids.contains(open.id()));
    }

    @Override
    public Flux<Alert> open(int most) {
        return database.sql("""
                        SELECT * FROM alert WHERE state <> 'RESOLVED' ORDER BY urgency DESC, raised_at, id LIMIT :most
                        """).bind("most", most).map(row::read).all();
    }
}
