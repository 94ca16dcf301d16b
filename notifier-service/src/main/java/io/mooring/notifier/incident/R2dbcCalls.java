package io.mooring.notifier.incident;

import static io.mooring.notifier.incident.IncidentRow.value;

import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Calls as rows beside the deliveries that say them. Deliveries are read and never locked: an attempt that settles waits for nobody. */
final class R2dbcCalls implements Calls {

    private static final String COLUMNS =
            "(delivery_id, incident_id, version, whom, person, destination, stands_in_for, remark, called_at, state)";

    /** What a former call left unsaid may be said by the same delivery. */
    private static final String FOLLOW = "INSERT INTO incident_call " + COLUMNS + """
             SELECT id, :incident, :version, :whom, :person, :destination, :standsInFor, :remark, :at, 'CALLED' FROM delivery
            WHERE conversation_id = :conversation AND operation IN ('OPEN', 'CALL') ORDER BY position DESC LIMIT 1
            ON CONFLICT (delivery_id) DO UPDATE SET version = excluded.version, remark = excluded.remark,
                called_at = excluded.called_at, state = excluded.state
            """;

    private static final String NEVER_SENT = "INSERT INTO incident_call " + COLUMNS
            + " VALUES (gen_random_uuid(), :incident, :version, :whom, :person, :destination, :standsInFor, :remark, :at, 'FAILED')";

    /**
     * One in the middle of an attempt is not known to have failed. What asked everybody to wait is sent nothing, so nothing need have
     * been tried; a wait longer than any can be was written under a wrong clock. By the database's clock, like the delivery itself.
     */
    private static final String WITH_DELIVERY = """
             FROM incident_call k JOIN delivery d ON d.id = k.delivery_id
             LEFT JOIN destination_state s ON s.name = k.destination CROSS JOIN LATERAL (
                SELECT CASE WHEN d.state = 'DELIVERED' THEN 'ARRIVED' WHEN d.state = 'SUPERSEDED' THEN 'GAVE_WAY'
                            WHEN d.state IN ('DEAD', 'DROPPED') THEN 'GIVEN_UP'
                            WHEN d.state <> 'SENDING'
                                AND (d.attempts > 0 OR s.pauses > 0 OR s.not_before > statement_timestamp()
                                    AND s.not_before <= statement_timestamp() + interval '2 hours')
                                AND d.created_at < statement_timestamp() - :patience * interval '1 millisecond' THEN 'LATE'
                       END AS how) h
            """;

    private static final String NEWS =
            "(k.state = 'CALLED' AND h.how IS NOT NULL OR k.state = 'FAILED' AND h.how = 'ARRIVED')";

    private static final String DUE = "SELECT k.delivery_id, k.incident_id" + WITH_DELIVERY
            + " WHERE k.state = 'CALLED' AND h.how IS NOT NULL AND k.delivery_id <> ALL (:except::uuid[])"
            + " UNION ALL SELECT k.delivery_id, k.incident_id" + WITH_DELIVERY
            + " JOIN incident i ON i.id = k.incident_id"
            + " WHERE i.state IN ('OPEN', 'RESPONDING') AND k.state = 'FAILED' AND h.how = 'ARRIVED'"
            + " AND k.delivery_id <> ALL (:except::uuid[]) LIMIT :most";

    private static final String LOOK = """
            SELECT k.*, h.how, coalesce((SELECT a.detail FROM attempt a WHERE a.delivery_id = d.id ORDER BY a.number DESC LIMIT 1),
                                        s.why, '') AS why
            """ + WITH_DELIVERY + " WHERE k.delivery_id = :delivery AND " + NEWS;

    private static final String NOBODY_REACHED = """
            SELECT i.id FROM incident i JOIN incident_clock c ON c.incident_id = i.id AND c.kind = 'ESCALATION'
            WHERE i.state = 'OPEN' AND c.due_at > :now AND i.document -> 'escalation' ->> 'exhausted' = 'false'
              AND (i.document -> 'escalation' ->> 'level')::int >= 0
              AND (SELECT bool_and(k.state = 'FAILED') FROM incident_call k
                   WHERE k.incident_id = i.id AND k.whom = 'PERSON' AND k.version = (
                       SELECT max(l.version) FROM incident_call l WHERE l.incident_id = i.id AND l.whom = 'PERSON'))
            """;

    /** Also those for which nobody could even be called. */
    private static final String UNHEARD = """
            SELECT i.id FROM incident i CROSS JOIN LATERAL (
                SELECT coalesce((i.document -> 'response' ->> 'againAt')::timestamptz, i.opened_at) AS begun) b
            WHERE i.state = 'OPEN' AND i.priority IN ('P0', 'P1') AND (
                SELECT coalesce(NOT bool_or(k.state = 'ARRIVED') AND bool_or(k.state = 'FAILED' AND k.called_at < :before),
                                b.begun < :before)
                FROM incident_call k WHERE k.incident_id = i.id AND k.whom IN ('CHANNEL', 'PERSON') AND k.called_at >= b.begun)
            ORDER BY i.priority, i.number LIMIT :most
            """;

    private final DatabaseClient database;

    R2dbcCalls(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Void> follow(UUID conversation, Call call) {
        return bind(database.sql(FOLLOW).bind("conversation", conversation), call)
                .then();
    }

    @Override
    public Mono<Void> neverSent(Call call) {
        return bind(database.sql(NEVER_SENT), call).then();
    }

    private static GenericExecuteSpec bind(GenericExecuteSpec statement, Call call) {
        return statement
                .bind("incident", call.incident())
                .bind("version", call.version())
                .bind("whom", call.whom().name())
                .bind("person", text(call.person()))
                .bind("destination", call.destination())
                .bind("standsInFor", text(call.standsInFor()))
                .bind("remark", call.remark())
                .bind("at", call.at());
    }

    private static io.r2dbc.spi.Parameter text(@Nullable String text) {
        return Parameters.in(R2dbcType.VARCHAR, text);
    }

    @Override
    public Flux<Due> due(Duration patience, Collection<UUID> except, int most) {
        return database.sql(DUE)
                .bind("patience", patience.toMillis())
                .bind("except", except.toArray(UUID[]::new))
                .bind("most", most)
                .map(row -> new Due(value(row, "delivery_id", UUID.class), value(row, "incident_id", UUID.class)))
                .all();
    }

    @Override
    public Mono<News> look(UUID delivery, Duration patience) {
        return database.sql(LOOK)
                .bind("patience", patience.toMillis())
                .bind("delivery", delivery)
                .map(R2dbcCalls::news)
                .one();
    }

    private static News news(Readable row) {
        Call call = new Call(
                value(row, "incident_id", UUID.class),
                value(row, "version", Long.class),
                Call.Whom.valueOf(value(row, "whom", String.class)),
                row.get("person", String.class),
                value(row, "destination", String.class),
                row.get("stands_in_for", String.class),
                value(row, "remark", String.class),
                value(row, "called_at", Instant.class));
        boolean late = value(row, "state", String.class).equals("FAILED");
        return new News(call, How.valueOf(value(row, "how", String.class)), late, value(row, "why", String.class));
    }

    @Override
    public Mono<Void> note(UUID delivery, boolean arrived) {
        return database.sql("UPDATE incident_call SET state = :state WHERE delivery_id = :delivery")
                .bind("state", arrived ? "ARRIVED" : "FAILED")
                .bind("delivery", delivery)
                .then();
    }

    @Override
    public Mono<Boolean> isCalled(Call call, String destination) {
        return database.sql("""
                        SELECT count(*) > 0 AS called FROM incident_call
                        WHERE incident_id = :incident AND version = :version AND whom = :whom
                          AND person IS NOT DISTINCT FROM :person AND destination = :destination
                        """)
                .bind("incident", call.incident())
                .bind("version", call.version())
                .bind("whom", call.whom().name())
                .bind("person", text(call.person()))
                .bind("destination", destination)
                .map(row -> value(row, "called", Boolean.class))
                .one();
    }

    @Override
    public Flux<UUID> nobodyReached(Instant now, int most) {
        return database.sql(NOBODY_REACHED + " LIMIT :most")
                .bind("now", now)
                .bind("most", most)
                .map(row -> Objects.requireNonNull(row.get("id", UUID.class)))
                .all();
    }

    @Override
    public Mono<Boolean> isNobodyReached(UUID incident, Instant now) {
        return database.sql(NOBODY_REACHED + " AND i.id = :incident")
                .bind("now", now)
                .bind("incident", incident)
                .map(row -> true)
                .one()
                .defaultIfEmpty(false);
    }

    @Override
    public Flux<UUID> unheard(Instant calledBefore, int most) {
        return database.sql(UNHEARD)
                .bind("before", calledBefore)
                .bind("most", most)
                .map(row -> Objects.requireNonNull(row.get("id", UUID.class)))
                .all();
    }
}
