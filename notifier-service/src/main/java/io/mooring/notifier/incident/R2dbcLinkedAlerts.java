package io.mooring.notifier.incident;

import static io.mooring.notifier.incident.IncidentRow.value;

import io.mooring.notifier.alert.Severity;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Links as rows. */
final class R2dbcLinkedAlerts implements LinkedAlerts {

    /** "incident" in ASCII: a number that no other advisory lock of this database has. */
    private static final long OPENING = 0x696e636964656e74L;

    private static final UUID FIRST = new UUID(0, 0);

    private final DatabaseClient database;

    R2dbcLinkedAlerts(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Void> holdOpening() {
        return database.sql("SELECT pg_advisory_xact_lock(:lock)")
                .bind("lock", OPENING)
                .then();
    }

    @Override
    public Mono<Boolean> link(UUID incident, UUID alert, Instant at) {
        return database.sql("""
            INSERT INTO incident_alert (incident_id, alert_id, joined_at) VALUES (:incident, :alert, :at)
            ON CONFLICT DO NOTHING
            """)
                .bind("incident", incident)
                .bind("alert", alert)
                .bind("at", at)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    @Override
    public Mono<Void> over(UUID alert, Instant at) {
        return database.sql("UPDATE incident_alert SET over_at = :at WHERE alert_id = :alert AND over_at IS NULL")
                .bind("alert", alert)
                .bind("at", at)
                .then();
    }

    @Override
    public Flux<UUID> known(Collection<UUID> alerts) {
        return database.sql(
                        "SELECT DISTINCT alert_id AS id FROM incident_alert WHERE alert_id IN (SELECT unnest(:alerts))")
                .bind("alerts", alerts.toArray(UUID[]::new))
                .map(row -> value(row, "id", UUID.class))
                .all();
    }

    @Override
    public Flux<UUID> handled(Collection<UUID> alerts, Instant since) {
        return database.sql("""
            SELECT DISTINCT a.alert_id AS id FROM incident_alert a JOIN incident i ON i.id = a.incident_id
            WHERE a.alert_id IN (SELECT unnest(:alerts))
              AND (i.state IN ('OPEN', 'RESPONDING') OR i.resolved_at > :since)
            """)
                .bind("alerts", alerts.toArray(UUID[]::new))
                .bind("since", since)
                .map(row -> value(row, "id", UUID.class))
                .all();
    }

    @Override
    public Flux<Unhandled> unhandled(Severity least, Instant since, @Nullable Unhandled after, int most) {
        return database.sql("""
            SELECT f.id, f.urgency FROM alert f
            WHERE f.state = 'FIRING' AND f.urgency >= :least
              AND (f.urgency < :urgency OR f.urgency = :urgency AND f.id > :after)
              AND NOT EXISTS (SELECT 1 FROM incident_alert a JOIN incident i ON i.id = a.incident_id
                              WHERE a.alert_id = f.id AND (i.state IN ('OPEN', 'RESPONDING') OR i.resolved_at > :since))
            ORDER BY f.urgency DESC, f.id LIMIT :most
            """)
                .bind("least", least.ordinal())
                .bind("urgency", after == null ? Integer.MAX_VALUE : after.urgency())
                .bind("after", after == null ? FIRST : after.id())
                .bind("since", since)
                .bind("most", most)
                .map(row -> new Unhandled(value(row, "id", UUID.class), value(row, "urgency", Integer.class)))
                .all();
    }

    @Override
    public Flux<UUID> incidentsOf(UUID alert) {
        return database.sql("""
            SELECT incident_id AS id FROM incident_alert WHERE alert_id = :alert
            ORDER BY joined_at, incident_id
            """)
                .bind("alert", alert)
                .map(row -> value(row, "id", UUID.class))
                .all();
    }

    @Override
    public Flux<UUID> goingOn(UUID alert) {
        return database.sql("""
            SELECT a.incident_id AS id FROM incident_alert a JOIN incident i ON i.id = a.incident_id
            WHERE a.alert_id = :alert AND i.state IN ('OPEN', 'RESPONDING')
            ORDER BY a.joined_at, a.incident_id
            """)
                .bind("alert", alert)
                .map(row -> value(row, "id", UUID.class))
                .all();
    }

    @Override
    public Mono<Long> left(UUID incident) {
        return database.sql(
                        "SELECT count(*) AS n FROM incident_alert WHERE incident_id = :incident AND over_at IS NULL")
                .bind("incident", incident)
                .map(row -> value(row, "n", Long.class))
                .one();
    }

    @Override
    public Flux<UUID> alertsOf(UUID incident, int most) {
        return database.sql("""
            SELECT alert_id AS id FROM incident_alert WHERE incident_id = :incident
            ORDER BY joined_at, alert_id LIMIT :most
            """)
                .bind("incident", incident)
                .bind("most", most)
                .map(row -> value(row, "id", UUID.class))
                .all();
    }

    @Override
    public Mono<UUID> joinable(String joinKey, Instant since) {
        return database.sql("""
            SELECT id FROM incident
            WHERE state IN ('OPEN', 'RESPONDING') AND join_key = :joinKey AND last_alert_at >= :since
            ORDER BY number DESC LIMIT 1
            """)
                .bind("joinKey", joinKey)
                .bind("since", since)
                .map(row -> value(row, "id", UUID.class))
                .one();
    }

    @Override
    public Mono<Long> openedByAlerts(Instant since) {
        return database.sql("SELECT count(*) AS n FROM incident WHERE by_alert AND opened_at >= :since")
                .bind("since", since)
                .map(row -> value(row, "n", Long.class))
                .one();
    }

    @Override
    public Mono<UUID> newestOpenedByAlert(Instant since) {
        return database.sql("""
            SELECT id FROM incident WHERE state IN ('OPEN', 'RESPONDING') AND by_alert AND opened_at >= :since
            ORDER BY number DESC LIMIT 1
            """)
                .bind("since", since)
                .map(row -> value(row, "id", UUID.class))
                .one();
    }
}
