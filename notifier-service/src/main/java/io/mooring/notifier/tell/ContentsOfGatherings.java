package io.mooring.notifier.tell;

import io.mooring.notifier.conversation.ConversationContents;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What is said of a gathering is about its alerts, also in a conversation that gave way to another. */
final class ContentsOfGatherings implements ConversationContents {

    private static final String MEMBERS = """
            SELECT t.alert_id AS id, t.called_first FROM gathering g JOIN told t ON t.gathering_id = g.id
            WHERE g.conversation_id = :conversation
            UNION
            SELECT t.alert_id, t.called_first FROM conversation c JOIN told t
                ON t.gathering_id = CASE WHEN c.subject LIKE 'alerts/%' THEN substr(c.subject, 8)::uuid END
            WHERE c.id = :conversation
            """;

    private static final String COUNTS = """
            SELECT EXISTS (SELECT 1 FROM gathering WHERE conversation_id = :conversation)
                OR EXISTS (SELECT 1 FROM conversation WHERE id = :conversation AND left_unanswered) AS counts
            """;

    /** What was called later than now is older than a clock that was set back. */
    private static final String CALLED_FOR =
            "SELECT id FROM (" + MEMBERS + ") m WHERE called_first < :before OR called_first > statement_timestamp()";

    /** Each call shows all that there was; so of those that did not arrive only the ones behind the last that did count. */
    private static final String CALLED_UNTIL = """
            SELECT coalesce(min(created_at), statement_timestamp()) AS until FROM delivery
            WHERE conversation_id = :conversation AND operation = 'CALL' AND state <> 'DELIVERED'
              AND position > (SELECT coalesce(max(position), 0) FROM delivery WHERE conversation_id = :conversation
                              AND operation IN ('OPEN', 'CALL') AND state = 'DELIVERED')
            """;

    private static final String OWE = """
            WITH owed AS (
                UPDATE told t SET asked_at = NULL, called_first = NULL FROM gathering g, alert a
                WHERE g.conversation_id = :conversation AND t.gathering_id = g.id AND a.id = t.alert_id
                  AND a.state = 'FIRING' AND t.called_first >= :before AND t.called_first <= statement_timestamp()
                RETURNING t.gathering_id)
            UPDATE gathering SET call_at = coalesce(call_at, joined_at), uncalled = greatest(uncalled, n.owed)
            FROM (SELECT gathering_id, count(*)::int AS owed FROM owed GROUP BY gathering_id) n WHERE id = n.gathering_id
            """;

    private final DatabaseClient database;
    private final Gatherings gatherings;

    ContentsOfGatherings(DatabaseClient database, Gatherings gatherings) {
        this.database = database;
        this.gatherings = gatherings;
    }

    @Override
    public Flux<UUID> alerts(UUID conversation) {
        return ids(database.sql(MEMBERS), conversation);
    }

    @Override
    public Flux<UUID> calledFor(UUID conversation, Instant before) {
        return ids(database.sql(CALLED_FOR).bind("before", before), conversation);
    }

    @Override
    public Mono<Boolean> counts(UUID conversation) {
        return database.sql(COUNTS)
                .bind("conversation", conversation)
                .map(row -> Boolean.TRUE.equals(row.get("counts", Boolean.class)))
                .one();
    }

    private static Flux<UUID> ids(DatabaseClient.GenericExecuteSpec members, UUID conversation) {
        return members.bind("conversation", conversation)
                .map(row -> Objects.requireNonNull(row.get("id", UUID.class)))
                .all();
    }

    @Override
    public Mono<Instant> calledUntil(UUID conversation) {
        return database.sql(CALLED_UNTIL)
                .bind("conversation", conversation)
                .map(row -> Objects.requireNonNull(row.get("until", Instant.class)))
                .one();
    }

    /**
     * The provider calls nobody any more by what is added there, also when only some of the alerts are in hand. Asked again with
     * telling held: a call may have been written down since, that was made before.
     */
    @Override
    public Mono<Void> answered(UUID conversation, Instant calledBefore) {
        return gatherings
                .hold()
                .then(Mono.defer(() -> calledUntil(conversation)))
                .flatMap(until -> owe(conversation, until.isBefore(calledBefore) ? until : calledBefore))
                .then(database.sql("UPDATE conversation SET acknowledged = true WHERE id = :conversation")
                        .bind("conversation", conversation)
                        .then());
    }

    private Mono<Void> owe(UUID conversation, Instant before) {
        return database.sql(OWE)
                .bind("conversation", conversation)
                .bind("before", before)
                .then();
    }
}
