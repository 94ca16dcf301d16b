package io.mooring.notifier.incident;

import static io.mooring.notifier.incident.IncidentRow.COLUMNS;
import static io.mooring.notifier.incident.IncidentRow.value;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Incidents as rows. An incident and its clocks are written by one statement. */
final class R2dbcIncidents implements Incidents {

    private static final String ADD = """
        WITH added AS (
            INSERT INTO incident (id, number, priority, state, by_alert, join_key, last_alert_at, opened_at,
                                  response_due_at, responded_at, resolved_at, version, document)
            VALUES (:id, :number, :priority, :state, :byAlert, :joinKey, :lastAlertAt, :openedAt,
                    :responseDueAt, :respondedAt, :resolvedAt, 0, :document::jsonb)
            RETURNING id
        )
        INSERT INTO incident_clock (incident_id, kind, due_at)
        SELECT added.id, c.kind, c.due::timestamptz FROM added, unnest(:kinds::text[], :dues::text[]) AS c (kind, due)
        """;

    private static final String SAVE = """
        WITH saved AS (
            UPDATE incident
            SET priority = :priority, state = :state, last_alert_at = :lastAlertAt, response_due_at = :responseDueAt,
                responded_at = :respondedAt, resolved_at = :resolvedAt, version = version + 1, document = :document::jsonb
            WHERE id = :id AND version = :version
            RETURNING id
        ), gone AS (
            DELETE FROM incident_clock c USING saved
            WHERE c.incident_id = saved.id AND c.kind <> ALL (:kinds::text[])
        ), armed AS (
            INSERT INTO incident_clock (incident_id, kind, due_at)
            SELECT saved.id, c.kind, c.due::timestamptz
            FROM saved, unnest(:kinds::text[], :dues::text[]) AS c (kind, due)
            ON CONFLICT (incident_id, kind) DO UPDATE SET due_at = excluded.due_at
        )
        SELECT id FROM saved
        """;

    private final DatabaseClient database;
    private final IncidentRow row;
    private final MeasureIncidents measure;

    R2dbcIncidents(DatabaseClient database, IncidentRow row) {
        this.database = database;
        this.row = row;
        this.measure = new MeasureIncidents(database);
    }

    @Override
    public Mono<Long> nextNumber() {
        return database.sql("SELECT nextval('incident_number') AS number")
                .map(found -> value(found, "number", Long.class))
                .one();
    }

    @Override
    public Mono<Void> add(Incident incident) {
        String joinKey = incident.origin().joinKey();
        DatabaseClient.GenericExecuteSpec statement = row.bind(database.sql(ADD), incident)
                .bind("number", incident.number())
                .bind("byAlert", incident.origin().by() == null)
                .bind("openedAt", incident.origin().at());
        statement = joinKey == null ? statement.bindNull("joinKey", String.class) : statement.bind("joinKey", joinKey);
        return statement.then();
    }

    @Override
    public Mono<Incident> save(Incident incident) {
        return row.bind(database.sql(SAVE), incident)
                .bind("version", incident.version())
                .map(found -> value(found, "id", UUID.class))
                .one()
                .switchIfEmpty(Mono.error(() -> new IllegalStateException(
                        "Incident " + incident.id() + " is not at version " + incident.version() + " any more")))
                .thenReturn(incident.edit(copy -> copy.version = incident.version() + 1));
    }

    @Override
    public Mono<Incident> find(UUID id) {
        return one("SELECT " + COLUMNS + " FROM incident i WHERE i.id = :id", id);
    }

    @Override
    public Mono<Incident> lock(UUID id) {
        // The lock first: a statement that waits for it would show the clocks as they were before the wait.
        return database.sql("SELECT id FROM incident WHERE id = :id FOR UPDATE")
                .bind("id", id)
                .map(found -> value(found, "id", UUID.class))
                .one()
                .flatMap(this::find);
    }

    @Override
    public Mono<UUID> lockDue(Instant now, Collection<UUID> except) {
        return database.sql("""
            SELECT i.id FROM incident i JOIN incident_clock c ON c.incident_id = i.id
            WHERE c.due_at <= :now AND i.id <> ALL (:except::uuid[]) ORDER BY c.due_at LIMIT 1 FOR UPDATE OF i SKIP LOCKED
            """)
                .bind("now", now)
                .bind("except", except.toArray(UUID[]::new))
                .map(found -> value(found, "id", UUID.class))
                .one();
    }

    private Mono<Incident> one(String sql, UUID id) {
        return database.sql(sql).bind("id", id).map(row::read).one();
    }

    @Override
    public Flux<Incident> list(Filter filter) {
        Long before = filter.before();
        return database.sql("SELECT " + COLUMNS + """
             FROM incident i
            WHERE (cardinality(:states::text[]) = 0 OR i.state = ANY (:states::text[])) AND (:priority = '' OR i.priority = :priority)
              AND i.number < :before
            ORDER BY i.number DESC LIMIT :most
            """)
                .bind("states", filter.states().stream().map(Enum::name).toArray(String[]::new))
                .bind(
                        "priority",
                        filter.priority() == null ? "" : filter.priority().name())
                .bind("before", before == null ? Long.MAX_VALUE : before)
                .bind("most", filter.most())
                .map(row::read)
                .all();
    }

    @Override
    public Mono<Statistics> statistics(Instant since, Instant now) {
        return measure.since(since, now);
    }

    @Override
    public Mono<Map<Priority, Long>> goingOn() {
        return database.sql("""
            SELECT priority, count(*) AS incidents FROM incident
            WHERE state IN ('OPEN', 'RESPONDING') GROUP BY priority
            """)
                .map(found -> Map.entry(
                        Priority.valueOf(value(found, "priority", String.class)),
                        value(found, "incidents", Long.class)))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }
}
