package io.mooring.notifier.alert;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/** Writes a batch with one statement for each kind of change, however many alerts it holds. */
final class WriteAlerts {

    private static final String RAISE = """
            INSERT INTO alert (id, key, state, revision, severity, urgency, title, body, facts, labels, event_id, event_type,
                               source, correlation_id, traceparent, started_at, raised_at, heard_at, reports, flapping,
                               ends_at, revised_at, unsaid, graver, graver_until, acknowledged, ending, ended_at)
            SELECT id, key, state, revision, severity, urgency, title, body, facts::jsonb, labels::jsonb, event_id, event_type,
                   source, correlation_id, traceparent, started_at, raised_at, heard_at, reports, flapping,
                   ends_at, revised_at, unsaid, graver, graver_until, acknowledged::jsonb, ending::jsonb, ended_at
            """;

    private static final String CHANGE = """
            UPDATE alert SET state = n.state, revision = n.revision, severity = n.severity, urgency = n.urgency,
                title = n.title, body = n.body, facts = n.facts::jsonb, labels = n.labels::jsonb, event_id = n.event_id,
                event_type = n.event_type, source = n.source, correlation_id = n.correlation_id,
                traceparent = n.traceparent, heard_at = n.heard_at, reports = n.reports, flapping = n.flapping,
                ends_at = n.ends_at, revised_at = n.revised_at, unsaid = n.unsaid, graver = n.graver,
                graver_until = n.graver_until, acknowledged = n.acknowledged::jsonb, ending = n.ending::jsonb, ended_at = n.ended_at
            """;

    private static final String COLUMNS = """
            FROM unnest(:ids::uuid[], :keys::text[], :states::text[], :revisions::int[], :severities::text[],
                        :urgencies::int[], :titles::text[], :bodies::text[], :facts::text[], :labels::text[], :events::text[],
                        :types::text[], :sources::text[], :correlations::text[], :traces::text[], :starts::timestamptz[],
                        :raises::timestamptz[], :hears::timestamptz[], :reports::bigint[], :flaps::boolean[],
                        :endsAt::timestamptz[], :revised::timestamptz[], :unsaid::boolean[], :gravers::text[], :graverUntil::timestamptz[],
                        :acknowledged::text[], :endings::text[],
                        :ended::timestamptz[])
                 AS n (id, key, state, revision, severity, urgency, title, body, facts, labels, event_id, event_type, source,
                       correlation_id, traceparent, started_at, raised_at, heard_at, reports, flapping, ends_at,
                       revised_at, unsaid, graver, graver_until, acknowledged, ending, ended_at)
            """;

    private static final String HEAR = """
            UPDATE alert SET heard_at = n.heard_at, reports = n.reports, ends_at = n.ends_at
            FROM unnest(:ids::uuid[], :hears::timestamptz[], :reports::bigint[], :endsAt::timestamptz[])
                 AS n (id, heard_at, reports, ends_at)
            WHERE alert.id = n.id
            """;

    private static final String ENDS = """
            UPDATE alert_key SET ends = n.ends::timestamptz[] FROM unnest(:keys::text[], :ends::text[]) AS n (key, ends)
            WHERE alert_key.key = n.key
            """;

    private static final String HISTORY = """
            INSERT INTO alert_history (alert_id, revision, at, what, by, words)
            SELECT * FROM unnest(:ids::uuid[], :revisions::int[], :ats::timestamptz[], :whats::text[], :bys::text[],
                                 :words::text[])
            ON CONFLICT DO NOTHING
            """;

    private final DatabaseClient database;
    private final AlertRow row;

    WriteAlerts(DatabaseClient database, AlertRow row) {
        this.database = database;
        this.row = row;
    }

    Mono<Void> write(AlertWrites writes) {
        // What ends in this batch ends before the key's next episode begins: only one of a key is open.
        return whole(CHANGE + COLUMNS + " WHERE alert.id = n.id", writes.changed(), writes)
                .then(whole(RAISE + COLUMNS, writes.raised(), writes))
                .then(heard(writes.heard()))
                .then(ends(writes.ends()))
                .then(history(writes.changes()));
    }

    private Mono<Void> whole(String statement, List<Alert> alerts, AlertWrites writes) {
        if (alerts.isEmpty()) {
            return Mono.empty();
        }
        return rest(named(database.sql(statement), alerts), alerts)
                .bind("revised", column(alerts, writes::revisedAt, Instant[]::new))
                .bind("unsaid", column(alerts, writes::unsaid, Boolean[]::new))
                .bind("gravers", column(alerts, alert -> severity(writes.graver(alert)), String[]::new))
                .bind("graverUntil", column(alerts, alert -> until(writes.graver(alert)), Instant[]::new))
                .then();
    }

    private static @Nullable String severity(@Nullable Graver graver) {
        return graver == null ? null : graver.severity().name();
    }

    private static @Nullable Instant until(@Nullable Graver graver) {
        return graver == null ? null : graver.until();
    }

    private GenericExecuteSpec named(GenericExecuteSpec statement, List<Alert> all) {
        return statement
                .bind("ids", column(all, Alert::id, UUID[]::new))
                .bind("keys", column(all, Alert::key, String[]::new))
                .bind("states", column(all, alert -> alert.state().name(), String[]::new))
                .bind("revisions", column(all, Alert::revision, Integer[]::new))
                .bind("severities", column(all, alert -> alert.severity().name(), String[]::new))
                .bind("urgencies", column(all, alert -> alert.severity().ordinal(), Integer[]::new))
                .bind("titles", column(all, alert -> alert.words().title(), String[]::new))
                .bind("bodies", column(all, alert -> alert.words().text(), String[]::new))
                .bind("facts", column(all, alert -> row.json(alert.words().facts()), String[]::new))
                .bind("labels", column(all, alert -> row.json(alert.labels()), String[]::new))
                .bind("events", column(all, alert -> alert.origin().eventId(), String[]::new))
                .bind("types", column(all, alert -> alert.origin().eventType(), String[]::new))
                .bind("sources", column(all, alert -> alert.origin().source(), String[]::new))
                .bind("correlations", column(all, alert -> alert.origin().correlationId(), String[]::new))
                .bind("traces", column(all, alert -> alert.origin().traceparent(), String[]::new));
    }

    private GenericExecuteSpec rest(GenericExecuteSpec statement, List<Alert> all) {
        return statement
                .bind("starts", column(all, Alert::startedAt, Instant[]::new))
                .bind("raises", column(all, Alert::raisedAt, Instant[]::new))
                .bind("hears", column(all, Alert::heardAt, Instant[]::new))
                .bind("reports", column(all, Alert::reports, Long[]::new))
                .bind("flaps", column(all, Alert::flapping, Boolean[]::new))
                .bind("endsAt", column(all, Alert::endsAt, Instant[]::new))
                .bind("acknowledged", column(all, alert -> row.jsonOrNull(alert.acknowledgement()), String[]::new))
                .bind("endings", column(all, alert -> row.jsonOrNull(alert.ending()), String[]::new))
                .bind("ended", column(all, WriteAlerts::endedAt, Instant[]::new));
    }

    private static @Nullable Instant endedAt(Alert alert) {
        return alert.ending() == null ? null : alert.ending().at();
    }

    private Mono<Void> heard(List<Alert> all) {
        if (all.isEmpty()) {
            return Mono.empty();
        }
        return database.sql(HEAR)
                .bind("ids", column(all, Alert::id, UUID[]::new))
                .bind("hears", column(all, Alert::heardAt, Instant[]::new))
                .bind("reports", column(all, Alert::reports, Long[]::new))
                .bind("endsAt", column(all, Alert::endsAt, Instant[]::new))
                .then();
    }

    /** An array of arrays would be taken apart to its last element, so each key's ends go as text. */
    private Mono<Void> ends(List<KeyState> ended) {
        return ended.isEmpty()
                ? Mono.empty()
                : database.sql(ENDS)
                        .bind("keys", column(ended, KeyState::key, String[]::new))
                        .bind("ends", column(ended, WriteAlerts::ends, String[]::new))
                        .then();
    }

    private static String ends(KeyState state) {
        return state.ends().stream().map(Instant::toString).collect(Collectors.joining(",", "{", "}"));
    }

    private Mono<Void> history(List<AlertChange> changes) {
        List<AlertChange> kept = changes.stream()
                .filter(change -> change.what() != AlertChange.What.NEWS)
                .toList();
        if (kept.isEmpty()) {
            return Mono.empty();
        }
        return database.sql(HISTORY)
                .bind("ids", column(kept, change -> change.after().id(), UUID[]::new))
                .bind("revisions", column(kept, change -> change.after().revision(), Integer[]::new))
                .bind("ats", column(kept, AlertChange::at, Instant[]::new))
                .bind("whats", column(kept, change -> change.what().name(), String[]::new))
                .bind("bys", column(kept, ChangeWords::by, String[]::new))
                .bind("words", column(kept, ChangeWords::of, String[]::new))
                .then();
    }

    private static <T, C> C[] column(
            List<T> all, Function<T, @Nullable C> value, java.util.function.IntFunction<C[]> array) {
        return all.stream().map(value).toArray(array);
    }
}
