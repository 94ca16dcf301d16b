package io.mooring.notifier.hearing;

import io.mooring.notifier.hearing.HeardTypes.Sender;
import java.util.Collection;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Forgets who is not listened for any more, and times of which nobody asks any more: both are read every second. */
final class ForgetHearing {

    /**
     * What settings do not expect any more is not heard again. Of others who have gone away nothing is left to be known, but for those
     * whose alerts are open: while they are silent these do not end.
     */
    private static final String FORGET_SENDERS = """
            DELETE FROM heard_type t
            WHERE NOT EXISTS (SELECT 1 FROM unnest(:types::text[]) AS e(type) WHERE e.type = t.event_type)
               OR t.heard_at < now() - interval '7 days'
                  AND NOT EXISTS (SELECT 1 FROM unnest(:types::text[], :senders::text[]) AS e(type, sender)
                                  WHERE e.type = t.event_type AND e.sender = t.source)
                  AND NOT EXISTS (SELECT 1 FROM alert a WHERE a.state <> 'RESOLVED'
                                  AND a.event_type = t.event_type AND a.source = t.source)
            """;

    /**
     * A sender's own silence matters to its alerts alone. When nobody listened matters to all that are open and end by quiet, and to
     * senders that may have spoken then; one that is silent anyway stays so without it.
     */
    private static final String FORGET_TIMES = """
            WITH quiet AS MATERIALIZED (
                SELECT event_type, source, min(heard_at) AS heard_at FROM alert
                WHERE state <> 'RESOLVED' AND ends_at IS NOT NULL GROUP BY event_type, source)
            DELETE FROM deaf d WHERE until > clock_timestamp() + interval '1 minute' OR until < now() - interval '1 hour'
                AND (event_type = '' OR NOT EXISTS (
                        SELECT 1 FROM quiet q WHERE q.event_type = d.event_type AND q.source = d.source AND q.heard_at < d.until))
                AND (event_type <> '' OR until < least(
                        (SELECT min(heard_at) FROM quiet),
                        (SELECT min(t.heard_at) FROM heard_type t CROSS JOIN hearing h
                         WHERE t.heard_at + t.within > h.heard_until
                            OR t.heard_at + t.within + deaf_time(t.heard_at, '', '') > h.heard_until), now()))
            """;

    private final DatabaseClient database;

    ForgetHearing(DatabaseClient database) {
        this.database = database;
    }

    /** @param expected who is missed, whenever it was heard last */
    Mono<Void> forget(Collection<Sender> expected) {
        return database.sql(FORGET_SENDERS)
                .bind("types", expected.stream().map(Sender::type).toArray(String[]::new))
                .bind("senders", expected.stream().map(Sender::source).toArray(String[]::new))
                .then()
                .then(Mono.defer(() -> database.sql(FORGET_TIMES).then()));
    }
}
