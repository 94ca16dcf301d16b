package io.mooring.notifier.delivery;

/** The two statements of a claim. The second must see what was committed before the first took its locks. */
final class ClaimStatements {

    /** Destinations that may be told something now, each locked against other senders. */
    static final String LOCK = """
            WITH pace AS (
                SELECT * FROM unnest(:names::text[], :every::bigint[], :burst::integer[]) AS p (name, every, burst)
            )
            SELECT s.name
            FROM destination_state s LEFT JOIN pace p USING (name)
            WHERE NOT {ahead s.paused_until}
              AND NOT {ahead s.not_before}
              AND NOT ({ahead s.paced_until}
                       AND s.paced_until > {now} + coalesce((p.burst - 1) * p.every, 0) * interval '1 millisecond')
              AND EXISTS (SELECT 1 FROM delivery w WHERE w.destination = s.name AND w.state IN {waiting})
              AND NOT EXISTS (SELECT 1 FROM delivery b WHERE b.destination = s.name AND b.state = 'SENDING'
                              AND ({ahead b.due_at} OR b.id = ANY(:held)))
            FOR UPDATE OF s SKIP LOCKED
            """;

    /**
     * Rows that a transaction is about to change are passed over: a claim waits for nobody. Of what is equally urgent, that goes
     * first which people do not know yet, and changes of what they do know after it.
     */
    static final String TAKE = """
            WITH pace AS (
                SELECT * FROM unnest(:names::text[], :every::bigint[]) AS p (name, every)
            ), due AS (
                SELECT d.id, d.conversation_id, d.state AS before
                FROM unnest(:free::text[]) AS f (name)
                CROSS JOIN LATERAL (
                    SELECT w.id, w.conversation_id, w.state, w.urgency, w.operation = 'UPDATE' AS edit, w.position
                    FROM delivery w
                    WHERE w.destination = f.name AND w.state IN {waiting}
                      AND NOT {ahead w.due_at}
                      AND NOT EXISTS (SELECT 1 FROM delivery e
                                      WHERE e.conversation_id = w.conversation_id AND e.position < w.position
                                        AND e.state IN {waiting})
                    ORDER BY w.urgency DESC, w.operation = 'UPDATE', w.position
                    LIMIT 1
                    FOR UPDATE OF w SKIP LOCKED) d
                ORDER BY d.urgency DESC, d.edit, d.position
                LIMIT :most
            ), claimed AS (
                UPDATE delivery d
                SET state = 'SENDING', owner = :owner, attempts = attempts + 1,
                    due_at = {now} + :lease * interval '1 millisecond',
                    operation = CASE
                        WHEN d.operation IN ('UPDATE', 'CALL') AND NOT opened.told THEN 'OPEN'
                        WHEN d.operation = 'OPEN' AND opened.told THEN 'CALL'
                        ELSE d.operation END
                FROM due, LATERAL (SELECT EXISTS (
                    SELECT 1 FROM delivery o
                    WHERE o.conversation_id = due.conversation_id AND o.operation = 'OPEN' AND o.state = 'DELIVERED') AS told) opened
                WHERE d.id = due.id
                RETURNING d.*, due.before
            ), noted AS (
                INSERT INTO attempt (delivery_id, number, at, owner)
                SELECT id, attempts, {now}, :owner FROM claimed
            ), paced AS (
                UPDATE destination_state s
                SET paced_until = CASE WHEN {ahead s.paced_until} THEN s.paced_until ELSE {now} END
                                  + p.every * interval '1 millisecond'
                FROM claimed c JOIN pace p ON p.name = c.destination
                WHERE s.name = c.destination
            )
            SELECT c.*, extract(epoch FROM {now} - c.ladder_from)::numeric AS age,
                   (SELECT r.reference FROM delivery r
                    WHERE r.conversation_id = c.conversation_id AND r.state = 'DELIVERED' AND r.reference IS NOT NULL
                    ORDER BY r.position DESC LIMIT 1) AS spoken
            FROM claimed c
            ORDER BY c.urgency DESC, c.position
            """;

    private ClaimStatements() {}
}
