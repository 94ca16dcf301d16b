package io.mooring.notifier.alert;

import static io.mooring.notifier.alert.AlertRow.text;
import static io.mooring.notifier.alert.AlertRow.value;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Keys of alerts as rows: taken for a transaction, read, and their repeats counted. A batch costs a few statements of one row each. */
final class HoldKeys {

    private static final String BEGIN = """
            INSERT INTO alert_key (key) SELECT key FROM unnest(:keys::text[]) AS wanted (key) ORDER BY key
            ON CONFLICT DO NOTHING
            """;

    /**
     * In the order of the keys, so that two transactions never wait for each other; counted, and joined with nothing further,
     * for a join with no row locks none. Joined, here as elsewhere: a plan made while the table was small compares each of its
     * rows with each element of an array ever after.
     */
    private static final String LOCK = """
            WITH locked AS MATERIALIZED (
                SELECT k.key FROM alert_key k JOIN unnest(:keys::text[]) AS wanted (key) ON k.key = wanted.key
                ORDER BY k.key FOR UPDATE OF k
            )
            SELECT count(*) FILTER (WHERE key IN (SELECT unnest(:begun::text[]))) AS begun FROM locked
            """;

    private static final String READ = """
            SELECT k.key AS locked, k.ends, a.* FROM unnest(:keys::text[]) AS wanted (key)
            JOIN alert_key k ON k.key = wanted.key
            LEFT JOIN alert a ON a.key = k.key AND a.state <> 'RESOLVED'
            WHERE a.id IS NOT NULL OR k.ends <> '{}'
            """;

    /**
     * What {@link Episodes} would do with them, done where they are. How grave an alert was before changes with its severity alone,
     * and so never here.
     */
    private static final String COUNT = """
            WITH counted AS (
                UPDATE alert SET heard_at = :now, reports = alert.reports + n.reports, ends_at = n.ends_at,
                    body = n.body, facts = n.facts::jsonb,
                    unsaid = alert.unsaid OR alert.body <> n.body OR alert.facts <> n.facts::jsonb
                FROM unnest(:keys::text[], :severities::text[], :titles::text[], :bodies::text[], :facts::text[],
                            :labels::text[], :reports::bigint[], :endsAt::timestamptz[])
                     AS n (key, severity, title, body, facts, labels, reports, ends_at)
                WHERE alert.key = n.key AND alert.state <> 'RESOLVED' AND alert.severity = n.severity
                  AND alert.title = n.title AND alert.labels = n.labels::jsonb AND alert.revised_at > :toldSince
                RETURNING alert.key
            )
            SELECT coalesce(array_agg(key), '{}') AS keys FROM counted
            """;

    private final DatabaseClient database;
    private final AlertRow row;

    HoldKeys(DatabaseClient database, AlertRow row) {
        this.database = database;
        this.row = row;
    }

    Mono<Void> hold(Set<String> keys, Set<String> mayBegin) {
        if (keys.isEmpty()) {
            return Mono.empty();
        }
        // A key may be deleted between the two statements, for its last alert is forgotten: then it begins once more.
        return begin(mayBegin)
                .then(Mono.defer(() -> lock(keys, mayBegin)))
                .repeat()
                .takeUntil(begun -> begun == mayBegin.size())
                .then();
    }

    private Mono<Void> begin(Set<String> mayBegin) {
        return mayBegin.isEmpty()
                ? Mono.empty()
                : database.sql(BEGIN)
                        .bind("keys", mayBegin.toArray(String[]::new))
                        .then();
    }

    private Mono<Long> lock(Set<String> keys, Set<String> mayBegin) {
        return database.sql(LOCK)
                .bind("keys", keys.toArray(String[]::new))
                .bind("begun", mayBegin.toArray(String[]::new))
                .map(found -> value(found, "begun", Long.class))
                .one();
    }

    Mono<Map<String, KeyState>> states(Set<String> keys) {
        if (keys.isEmpty()) {
            return Mono.just(new HashMap<>());
        }
        return database.sql(READ)
                .bind("keys", keys.toArray(String[]::new))
                .map(this::state)
                .all()
                .collect(HashMap::new, (found, state) -> found.put(state.key(), state));
    }

    private KeyState state(Readable found) {
        String key = text(found, "locked");
        List<Instant> ends = List.of(value(found, "ends", Instant[].class));
        return found.get("id", UUID.class) == null
                ? new KeyState(key, null, Instant.EPOCH, false, null, ends)
                : new KeyState(
                        key,
                        row.read(found),
                        value(found, "revised_at", Instant.class),
                        value(found, "unsaid", Boolean.class),
                        graver(found),
                        ends);
    }

    private static @Nullable Graver graver(Readable found) {
        Instant until = found.get("graver_until", Instant.class);
        return until == null ? null : new Graver(Severity.valueOf(text(found, "graver")), until);
    }

    Mono<Set<String>> count(List<Repeat> repeats, Instant now, Instant toldSince) {
        if (repeats.isEmpty()) {
            return Mono.just(Set.of());
        }
        return database.sql(COUNT)
                .bind("now", now)
                .bind("toldSince", toldSince)
                .bind("keys", column(repeats, Repeat::key, String[]::new))
                .bind("severities", column(repeats, repeat -> repeat.severity().name(), String[]::new))
                .bind("titles", column(repeats, repeat -> repeat.words().title(), String[]::new))
                .bind("bodies", column(repeats, repeat -> repeat.words().text(), String[]::new))
                .bind("facts", column(repeats, repeat -> row.json(repeat.words().facts()), String[]::new))
                .bind("labels", column(repeats, repeat -> row.json(repeat.labels()), String[]::new))
                .bind("reports", column(repeats, Repeat::reports, Long[]::new))
                .bind("endsAt", column(repeats, Repeat::endsAt, Instant[]::new))
                .map(found -> Set.of(value(found, "keys", String[].class)))
                .one();
    }

    private static <C extends @Nullable Object> C[] column(
            Collection<Repeat> all, Function<Repeat, C> value, IntFunction<C[]> array) {
        return all.stream().map(value).toArray(array);
    }
}
