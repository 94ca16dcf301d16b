package io.mooring.platform.web.idempotency;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.ResponseEntity;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Keys in the service's own database, in the transaction of the action itself. */
final class R2dbcIdempotencyKeys implements IdempotencyKeys {

    /** Ends with the transaction, also when this process dies: a lock that cannot be forgotten. */
    private static final String CLAIM =
            "SELECT pg_try_advisory_xact_lock(hashtextextended('idempotency:' || :caller || ':' || :key, 0)) AS claimed";

    private static final String FIND = """
            SELECT fingerprint, status, headers, body FROM idempotency_keys
            WHERE caller = :caller AND key = :key AND expires_at > :now""";

    private static final String RECORD = """
            INSERT INTO idempotency_keys (caller, key, fingerprint, status, headers, body, expires_at)
            VALUES (:caller, :key, :fingerprint, :status, :headers, :body, :expires)
            ON CONFLICT (caller, key) DO UPDATE SET fingerprint = excluded.fingerprint, status = excluded.status,
                headers = excluded.headers, body = excluded.body, expires_at = excluded.expires_at""";

    /** A few with every new key, so that none outlives its time by much and no job is needed. */
    private static final String FORGET = """
            DELETE FROM idempotency_keys WHERE (caller, key) IN (
                SELECT caller, key FROM idempotency_keys WHERE expires_at <= :now
                ORDER BY expires_at LIMIT 100 FOR UPDATE SKIP LOCKED)""";

    private static final TypeReference<Map<String, List<String>>> HEADERS = new TypeReference<>() {};

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final JsonMapper json;
    private final InstantSource clock;
    private final IdempotencySettings settings;

    R2dbcIdempotencyKeys(
            DatabaseClient database,
            TransactionalOperator transaction,
            JsonMapper json,
            InstantSource clock,
            IdempotencySettings settings) {
        this.database = database;
        this.transaction = transaction;
        this.json = json;
        this.clock = clock;
        this.settings = settings;
    }

    @Override
    public Mono<ResponseEntity<?>> once(
            String key, String caller, String requestFingerprint, Mono<? extends ResponseEntity<?>> action) {
        Request request = new Request(key, caller, requestFingerprint);
        Mono<ResponseEntity<?>> first = Mono.defer(() -> run(request, action));
        return claim(request)
                .then(Mono.defer(() -> find(request)))
                .<ResponseEntity<?>>map(answer -> answer.replay(json))
                .switchIfEmpty(first)
                .as(transaction::transactional);
    }

    private Mono<Boolean> claim(Request request) {
        return bind(CLAIM, request)
                .map(row -> Boolean.TRUE.equals(row.get("claimed", Boolean.class)))
                .one()
                .filter(claimed -> claimed)
                .switchIfEmpty(Mono.error(() -> KeyProblems.inUse(request.key())));
    }

    private Mono<RecordedAnswer> find(Request request) {
        return bind(FIND, request)
                .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                .map(row -> recorded(row, request))
                .one();
    }

    private RecordedAnswer recorded(Readable row, Request request) {
        if (!request.fingerprint().equals(row.get("fingerprint", String.class))) {
            throw KeyProblems.reused(request.key());
        }
        String headers = Objects.requireNonNull(row.get("headers", String.class));
        int status = Objects.requireNonNull(row.get("status", Integer.class));
        return new RecordedAnswer(status, json.readValue(headers, HEADERS), row.get("body", String.class));
    }

    private Mono<ResponseEntity<?>> run(Request request, Mono<? extends ResponseEntity<?>> action) {
        return action.flatMap(answer -> record(request, answer).thenReturn(answer));
    }

    private Mono<Void> record(Request request, ResponseEntity<?> answer) {
        Instant now = clock.instant();
        RecordedAnswer recorded = RecordedAnswer.of(answer, json);
        GenericExecuteSpec insert = bind(RECORD, request)
                .bind("fingerprint", request.fingerprint())
                .bind("status", recorded.status())
                .bind("headers", json.writeValueAsString(recorded.headers()))
                .bind("expires", now.plus(settings.keepFor()).atOffset(ZoneOffset.UTC));
        insert = recorded.body() == null ? insert.bindNull("body", String.class) : insert.bind("body", recorded.body());
        return forget(now).then(insert.fetch().rowsUpdated()).then();
    }

    private Mono<Long> forget(Instant now) {
        return database.sql(FORGET)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .fetch()
                .rowsUpdated();
    }

    private GenericExecuteSpec bind(String sql, Request request) {
        return database.sql(sql).bind("caller", request.caller()).bind("key", request.key());
    }

    private record Request(String key, String caller, String fingerprint) {}
}
