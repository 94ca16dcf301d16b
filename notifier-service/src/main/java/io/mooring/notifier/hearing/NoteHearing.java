package io.mooring.notifier.hearing;

import io.mooring.notifier.hearing.HeardTypes.Sender;
import java.time.Duration;
import java.time.Instant;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Notes up to when everything was heard, and when those were who speak all the time. What took too long was a silence. */
final class NoteHearing {

    /** Of the time from look to look no more counts: looks are closer to each other, unless nobody could look. */
    static final Duration LONGEST_LOOK = Duration.ofSeconds(8);

    /** What was noted for later than now was noted by a clock that was set back since. */
    private static final String NOTE = """
            WITH before AS (SELECT heard_until FROM hearing FOR UPDATE),
                 gap AS (INSERT INTO deaf (since, until)
                         SELECT heard_until, :at - :longest * interval '1 second' FROM before
                         WHERE heard_until < :at - :longest * interval '1 second'
                         ON CONFLICT DO NOTHING)
            INSERT INTO hearing (heard_until) SELECT :at FROM (SELECT count(*) FROM before) AS read_first
            ON CONFLICT (one) DO UPDATE SET heard_until =
                CASE WHEN hearing.heard_until > clock_timestamp() + :longest * interval '1 second' THEN excluded.heard_until
                     ELSE greatest(hearing.heard_until, excluded.heard_until) END
            """;

    /**
     * Nothing is known of a silence, from the last word on. But who spoke for less than {@code within} before it speaks so seldom: it
     * counts as speaking for so long after each word, or nothing that it says could ever be over.
     */
    private static final String NOTE_SENDER = """
            WITH before AS (SELECT heard_at, back_since FROM heard_type WHERE event_type = :type AND source = :source FOR UPDATE),
                 gap AS (INSERT INTO deaf (event_type, source, since, until)
                         SELECT :type, :source, CASE WHEN back_since > heard_at - :within * interval '1 second'
                                                     THEN heard_at + :within * interval '1 second' ELSE heard_at END, :at
                         FROM before WHERE heard_at < :at - :within * interval '1 second'
                         ON CONFLICT DO NOTHING)
            INSERT INTO heard_type AS t (event_type, source, heard_at, within)
            SELECT :type, :source, :at, :within * interval '1 second' FROM (SELECT count(*) FROM before) AS read_first
            ON CONFLICT (event_type, source) DO UPDATE SET within = excluded.within,
                back_since = CASE WHEN t.heard_at < excluded.heard_at - excluded.within THEN excluded.heard_at
                                  WHEN t.back_since <= excluded.heard_at THEN t.back_since END,
                heard_at = CASE WHEN t.heard_at > clock_timestamp() + interval '1 minute' THEN excluded.heard_at
                                ELSE greatest(t.heard_at, excluded.heard_at) END
            """;

    private final DatabaseClient database;

    NoteHearing(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> heardUntil(Instant at) {
        return database.sql(NOTE)
                .bind("at", at)
                .bind("longest", LONGEST_LOOK.toSeconds())
                .then();
    }

    Mono<Void> heard(Sender sender, Instant at, Duration within) {
        return database.sql(NOTE_SENDER)
                .bind("type", sender.type())
                .bind("source", sender.source())
                .bind("at", at)
                .bind("within", within.toSeconds())
                .then();
    }
}
