package io.mooring.notifier.alert;

import static io.mooring.notifier.alert.AlertRow.text;
import static io.mooring.notifier.alert.AlertRow.value;

import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
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

    private final DatabaseClient database;
    private final AlertRow row;
    private final HoldKeys keys;
    private final WriteAlerts write;
    private final ListAlerts lists;
    private final DeleteAlerts delete;

    R2dbcAlerts(DatabaseClient database, AlertRow row) {
        this.database = database;
        this.row = row;
        this.keys = new HoldKeys(database, row);
        this.write = new WriteAlerts(database, row);
        this.lists = new ListAlerts(database, row);
        this.delete = new DeleteAlerts(database);
    }

    @Override
    public Mono<Void> hold(Set<String> wanted, Set<String> mayBegin) {
        return keys.hold(wanted, mayBegin);
    }

    @Override
    public Mono<Map<String, KeyState>> states(Set<String> held) {
        // Read after the lock, by a statement of its own: only that one sees what the last holder committed.
        return keys.states(held);
    }

    @Override
    public Mono<Set<String>> count(List<Repeat> repeats, Instant now, Instant toldSince) {
        return keys.count(repeats, now, toldSince);
    }

    @Override
    public Mono<Void> save(AlertWrites writes) {
        return write.write(writes);
    }

    @Override
    public Flux<String> dueToEnd(Collection<String> except, int most) {
        return database.sql("""
                        WITH heard AS MATERIALIZED (SELECT least(heard_until, clock_timestamp()) AS until FROM hearing),
                             silent AS MATERIALIZED (
                                 SELECT event_type, source FROM heard_type t CROSS JOIN heard h
                                 WHERE t.heard_at + t.within <= h.until
                                   AND t.heard_at + t.within + deaf_time(t.heard_at, '', '') <= h.until),
                             known AS MATERIALIZED (
                                 SELECT key, ends_at, heard_at, event_type, source, until FROM alert a CROSS JOIN heard h
                                 WHERE state <> 'RESOLVED' AND ends_at <= until AND key <> ALL (:except::text[])
                                   AND NOT EXISTS (SELECT 1 FROM silent s WHERE s.event_type = a.event_type AND s.source = a.source))
                        SELECT key FROM known a
                        WHERE ends_at + deaf_time(heard_at, event_type, source) <= until
                          AND NOT EXISTS (SELECT 1 FROM deaf d WHERE d.event_type = a.event_type AND d.source = a.source
                                          AND d.since <= a.until AND d.until > a.until)
                        ORDER BY ends_at LIMIT :most
                        """)
                .bind("except", except.toArray(String[]::new))
                .bind("most", most)
                .map(found -> text(found, "key"))
                .all();
    }

    @Override
    public Flux<String> dueToRetell(Instant toldUntil, Collection<String> except, int most) {
        return database.sql("""
                        SELECT key FROM alert
                        WHERE unsaid AND state <> 'RESOLVED' AND revised_at <= :toldUntil AND key <> ALL (:except::text[])
                        ORDER BY revised_at LIMIT :most
                        """)
                .bind("toldUntil", toldUntil)
                .bind("except", except.toArray(String[]::new))
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
        return delete.endedBefore(endedBefore, most);
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
        return database.sql("SELECT * FROM alert WHERE id IN (SELECT unnest(:ids::uuid[]))")
                .bind("ids", ids.toArray(UUID[]::new))
                .map(row::read)
                .all();
    }

    @Override
    public Flux<Alert> hold(Collection<Alert> alerts) {
        Set<UUID> ids = alerts.stream().map(Alert::id).collect(Collectors.toSet());
        Set<String> wanted = alerts.stream().map(Alert::key).collect(Collectors.toSet());
        return keys.hold(wanted, Set.of())
                .then(keys.states(wanted))
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
