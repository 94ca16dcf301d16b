package io.mooring.platform.events.relay;

import io.mooring.platform.events.BlockingBridge;
import io.mooring.platform.events.outbox.OutboxRow;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.r2dbc.connection.SingleConnectionFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * The relay's own connection. It holds the lock, listens, reads and marks: when it breaks, the lock is free and
 * nothing can be marked any more, so a relay that lost its turn cannot go on as if it had it.
 */
final class RelaySession implements AutoCloseable {

    /** First half is "MoRe" in ASCII; the two-part lock ids do not meet the one-part ones. */
    private static final String LOCK = "SELECT pg_try_advisory_lock(1299141221, 1) AS held";

    /**
     * The server ends the session, and so frees the lock, when its client is frozen or gone: after 30 s without a
     * statement (PostgreSQL 14 and newer) or 20 s without a TCP acknowledgement.
     * Marks need no flush of the log each: a server that crashes forgets at most the last second's, and those events are sent again.
     */
    private static final String GUARD = """
            SELECT set_config(name, setting, false) FROM (VALUES ('idle_session_timeout', '30s'),
              ('tcp_keepalives_idle', '5'), ('tcp_keepalives_interval', '5'), ('tcp_keepalives_count', '3'),
              ('tcp_user_timeout', '20000'), ('synchronous_commit', 'off')) AS guard (name, setting)
            WHERE name IN (SELECT s.name FROM pg_settings s)""";

    /** The window stops at the row that exceeds the bytes; one row always comes. */
    private static final String WAITING = """
            SELECT * FROM (
              SELECT waiting.*, sum(octet_length(payload)) OVER (ORDER BY position) - octet_length(payload) AS before
              FROM (
                SELECT e.*, coalesce(b.attempts, 0) AS attempts
                FROM outbox_event e LEFT JOIN outbox_blocked_key b USING (aggregatetype, aggregateid)
                WHERE e.settled_at IS NULL AND e.position <> ALL(:taken)
                  AND (b.next_attempt_at IS NULL OR b.next_attempt_at <= :now OR b.next_attempt_at > :farthest)
                ORDER BY e.position LIMIT :rows) waiting) counted
            WHERE before < :bytes ORDER BY position""";

    /** One statement, so that a key is not left blocked by a row that was sent. */
    private static final String SENT = """
            WITH sent AS (UPDATE outbox_event SET settled_at = :now
                          WHERE position IN (SELECT unnest(CAST(:positions AS bigint[]))) AND settled_at IS NULL RETURNING position)
            DELETE FROM outbox_blocked_key b USING sent WHERE b.position = sent.position""";

    private static final String BLOCK = """
            INSERT INTO outbox_blocked_key
              (aggregatetype, aggregateid, position, attempts, blocked_at, next_attempt_at, undeliverable, failure)
            SELECT :topic, :key, :position, :attempts, :now, :next, :undeliverable, :failure
            FROM outbox_event e WHERE e.position = :position AND e.settled_at IS NULL
            ON CONFLICT (aggregatetype, aggregateid) DO UPDATE SET position = excluded.position,
              attempts = excluded.attempts, next_attempt_at = excluded.next_attempt_at,
              undeliverable = excluded.undeliverable, failure = excluded.failure""";

    private static final String REACHED = """
            UPDATE outbox_blocked_key SET next_attempt_at = :now
            WHERE aggregatetype = :topic AND NOT undeliverable AND next_attempt_at > :now""";

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final PostgresqlConnection connection;
    private final DatabaseClient database;

    private RelaySession(PostgresqlConnection connection, ConnectionFactory factory) {
        this.connection = connection;
        this.database = DatabaseClient.create(new SingleConnectionFactory(connection, factory.getMetadata(), true));
    }

    /** Connects and listens; {@code onRows} is called from an event loop when rows were committed. */
    static RelaySession open(ConnectionFactory factory, Runnable onRows) {
        PostgresqlConnection connection = required(Mono.from(factory.create()).cast(PostgresqlConnection.class));
        RelaySession session = new RelaySession(connection, factory);
        try {
            run(session.database.sql(GUARD).fetch().all().then());
            connection.getNotifications().subscribe(_ -> onRows.run(), _ -> onRows.run(), onRows);
            run(session.database.sql("LISTEN " + OutboxRow.CHANNEL).then());
            return session;
        } catch (RuntimeException failed) {
            session.close();
            throw failed;
        }
    }

    boolean tryLock() {
        return required(database.sql(LOCK)
                .map(row -> Boolean.TRUE.equals(row.get("held", Boolean.class)))
                .one());
    }

    /** @param longest pause of a key; one that waits longer was told to by a clock that has gone back since */
    List<OutboxRow> waiting(Long[] taken, int rows, long bytes, Instant now, Duration longest) {
        return required(database.sql(WAITING)
                .bind("taken", taken)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("farthest", now.plus(longest).atOffset(ZoneOffset.UTC))
                .bind("rows", rows)
                .bind("bytes", bytes)
                .map(OutboxRow::read)
                .all()
                .collectList());
    }

    void markSent(List<Long> positions, Instant now) {
        run(database.sql(SENT)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("positions", positions.toArray(Long[]::new))
                .then());
    }

    void block(Outcome outcome, Instant now, Duration pause) {
        OutboxRow row = outcome.row();
        run(database.sql(BLOCK)
                .bind("topic", row.topic())
                .bind("key", row.key())
                .bind("position", row.position())
                .bind("attempts", row.attempts() + 1)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("next", now.plus(pause).atOffset(ZoneOffset.UTC))
                .bind("undeliverable", outcome.isUndeliverable())
                .bind("failure", outcome.words())
                .then());
    }

    /** The topic is reached again: keys that only waited for that wait no longer. */
    void endWaits(String topic, Instant now) {
        run(database.sql(REACHED)
                .bind("topic", topic)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .then());
    }

    @Override
    public void close() {
        run(connection.close().onErrorComplete());
    }

    private static void run(Mono<Void> statement) {
        BlockingBridge.await(statement, TIMEOUT);
    }

    private static <T> T required(Mono<T> statement) {
        T value = BlockingBridge.await(statement, TIMEOUT);
        if (value == null) {
            throw new IllegalStateException("The database answered nothing");
        }
        return value;
    }
}
