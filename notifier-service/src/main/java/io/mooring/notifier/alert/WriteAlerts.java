package io.mooring.notifier.alert;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Writes a batch with one statement for each kind of change, however many alerts it holds. */
final class WriteAlerts {

    private static final String RAISE = """
            INSERT INTO alert (id, key, state, revision, severity, urgency, title, body, facts, labels, event_id, event_type,
                               source, correlation_id, traceparent, started_at, raised_at, heard_at, reports, flapping,
                               ends_at, revised_at, acknowledged, ending, ended_at)
            SELECT id, key, state, revision, severity, urgency, title, body, facts::jsonb, labels::jsonb, event_id, event_type,
                   source, correlation_id, traceparent, started_at, raised_at, heard_at, reports, flapping,
                   ends_at, revised_at, acknowledged::jsonb, ending::jsonb, ended_at
            """;

    private static final String CHANGE = """
            UPDATE alert SET state = n.state, revision = n.revision, severity = n.severity, urgency = n.urgency,
                title = n.title, body = n.body, facts = n.facts::jsonb, labels = n.labels::jsonb, event_id = n.event_id,
                event_type = n.event_type, source = n.source, correlation_id = n.correlation_id,
                traceparent = n.traceparent, heard_at = n.heard_at, reports = n.reports, flapping = n.flapping,
                ends_at = n.ends_at, revised_at = n.revised_at, acknowledged = n.acknowledged::jsonb,
                ending = n.ending::jsonb, ended_at = n.ended_at
            """;

    private static final String COLUMNS = """
            FROM unnest(:ids::uuid[], :keys::text[], :states::text[], :revisions::int[], :severities::text[],
                        :urgencies::int[], :titles::text[], :bodies::text[], :facts::text[], :labels::text[], :events::text[],
                        :types::text[], :sources::text[], :correlations::text[], :traces::text[], :starts::timestamptz[],
                        :raises::timestamptz[], :hears::timestamptz[], :reports::bigint[], :flaps::boolean[],
                        :endsAt::timestamptz[], :revised::timestamptz[], :acknowledged::text[], :endings::text[],
                        :ended::timestamptz[])
                 AS n (id, key, state, revision, severity, urgency, title, body, facts, labels, event_id, event_type, source,
                       correlation_id, traceparent, started_at, raised_at, heard_at, reports, flapping, ends_at,
                       revised_at, acknowledged, ending, ended_at)
            """;

    private static final String HEAR = """
            UPDATE alert SET heard_at = n.heard_at, reports = n.reports, ends_at = n.ends_at
            FROM unnest(:ids::uuid[], :hears::timestamptz[], :reports::bigint[], :endsAt::timestamptz[])
                 AS n (id, heard_at, reports, ends_at)
            WHERE alert.id = n.id
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
        return whole(RAISE + COLUMNS, writes.raised())
                .then(whole(CHANGE + COLUMNS + " WHERE alert.id = n.id", writes.changed()))
                .then(heard(writes.heard()))
                .then(ends(writes.ends()))
                .then(history(writes.changes()));
    }

    private Mono<Void> whole(String statement, List<Alert> alerts) {
        if (alerts.isEmpty()) {
            return Mono.empty();
        }
        return rest(named(database.sql(statement), alerts), alerts).then();
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
                .bind("revised", column(all, Alert::heardAt, Instant[]::new))
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

    /** Ends are rare beside reports: a statement for each. */
    private Mono<Void> ends(List<KeyState> ended) {
        return Flux.fromIterable(ended)
                .concatMap(state -> database.sql("UPDATE alert_key SET ends = :ends WHERE key = :key")
                        .bind("key", state.key())
                        .bind("ends", state.ends().toArray(Instant[]::new))
                        .then())
                .then();
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
