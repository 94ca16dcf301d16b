package io.mooring.backup.wal;

import io.mooring.backup.SqlParameter;
import io.mooring.backup.source.ClusterCanary;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** WAL in PostgreSQL: the tables of V8__wal.sql. */
@Component
final class R2dbcWalRows implements WalRows {

    private final DatabaseClient database;

    R2dbcWalRows(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Void> sealed(String planId, WalObject object) {
        return of(planId, """
                INSERT INTO wal_object (plan_id, name, kind, timeline, number, up_to, source_bytes, bytes, sha256, history, sealed_at)
                VALUES (:planId, :name, :kind, :timeline, :number, :upTo, :sourceBytes, :bytes, :sha256, :history, :sealedAt)
                ON CONFLICT (plan_id, name) DO UPDATE SET bytes = excluded.bytes, sha256 = excluded.sha256,
                  up_to = excluded.up_to, sealed_at = excluded.sealed_at
                WHERE NOT EXISTS (SELECT 1 FROM wal_copy c WHERE c.plan_id = excluded.plan_id AND c.name = excluded.name)""")
                .bind("name", object.name())
                .bind("kind", object.kind().word())
                .bind("timeline", object.timeline())
                .bind("number", object.number())
                .bind("upTo", object.upTo().value())
                .bind("sourceBytes", object.sourceBytes())
                .bind("bytes", object.bytes())
                .bind("sha256", object.sha256())
                .bind("history", SqlParameter.of(object.history(), String.class))
                .bind("sealedAt", utc(object.sealedAt()))
                .then();
    }

    @Override
    public Mono<Void> stored(String planId, String name, String locationId, Instant at) {
        return of(planId, """
                INSERT INTO wal_copy (plan_id, name, location_id, stored_at) VALUES (:planId, :name, :locationId, :at)
                ON CONFLICT DO NOTHING""")
                .bind("name", name)
                .bind("locationId", locationId)
                .bind("at", utc(at))
                .then();
    }

    @Override
    public Mono<Void> removed(String planId, String name, String locationId) {
        return of(planId, "DELETE FROM wal_copy WHERE plan_id = :planId AND name = :name AND location_id = :locationId")
                .bind("name", name)
                .bind("locationId", locationId)
                .then()
                .then(Mono.defer(() -> forget(planId, name)));
    }

    @Override
    public Mono<Void> forget(String planId, String name) {
        return of(planId, """
                DELETE FROM wal_object o WHERE plan_id = :planId AND name = :name
                AND NOT EXISTS (SELECT 1 FROM wal_copy c WHERE c.plan_id = o.plan_id AND c.name = o.name)""").bind("name", name).then();
    }

    @Override
    public Flux<StoredWal> all(String planId) {
        return of(planId, """
                SELECT o.*, array_remove(array_agg(c.location_id), NULL) AS locations
                FROM wal_object o LEFT JOIN wal_copy c USING (plan_id, name) WHERE plan_id = :planId
                GROUP BY o.plan_id, o.name""")
                .map((Readable row) -> new StoredWal(object(row), Set.of(get(row, "locations", String[].class))))
                .all()
                .sort((one, other) -> WalObject.ORDER.compare(one.object(), other.object()));
    }

    @Override
    public Flux<WalContinuity.Stored> segments(String planId) {
        return of(planId, """
                SELECT timeline, number, max(up_to) AS up_to, min(stored_at) AS stored_at FROM wal_object JOIN wal_copy USING (plan_id, name)
                WHERE plan_id = :planId AND kind <> 'history' GROUP BY timeline, number ORDER BY number, timeline""")
                .map((Readable row) -> new WalContinuity.Stored(
                        new Segment(get(row, "timeline", Long.class), get(row, "number", Long.class)),
                        new Lsn(get(row, "up_to", Long.class)),
                        get(row, "stored_at", OffsetDateTime.class).toInstant()))
                .all();
    }

    @Override
    public Flux<TimelineHistory> histories(String planId) {
        return of(planId, """
                SELECT timeline, history FROM wal_object o WHERE plan_id = :planId AND kind = 'history'
                AND EXISTS (SELECT 1 FROM wal_copy c WHERE c.plan_id = o.plan_id AND c.name = o.name)""")
                .map((Readable row) ->
                        TimelineHistory.parse(get(row, "timeline", Long.class), get(row, "history", String.class)))
                .all();
    }

    @Override
    public Mono<Void> report(WalReport report) {
        return of(report.planId(), """
                INSERT INTO wal_report (plan_id, state, reason, slot, system_identifier, segment_bytes, received, shipped,
                  recovery_point_at, rpo_millis, canaries, canaries_since, canaries_said, canaries_remedy, reported_at)
                VALUES (:planId, :state, :reason, :slot, :system, :segment, :received, :shipped, :point, :rpo,
                  :canaries, :canariesSince, :canariesSaid, :canariesRemedy, :at)
                ON CONFLICT (plan_id) DO UPDATE SET state = excluded.state, reason = excluded.reason, slot = excluded.slot,
                  system_identifier = excluded.system_identifier, segment_bytes = excluded.segment_bytes,
                  received = excluded.received, shipped = excluded.shipped,
                  recovery_point_at = excluded.recovery_point_at, rpo_millis = excluded.rpo_millis,
                  canaries = excluded.canaries, canaries_since = excluded.canaries_since,
                  canaries_said = excluded.canaries_said, canaries_remedy = excluded.canaries_remedy,
                  reported_at = excluded.reported_at""")
                .bind("state", report.state().name().toLowerCase(Locale.ROOT))
                .bind("reason", SqlParameter.of(report.reason(), String.class))
                .bind("slot", report.slot())
                .bind("system", report.systemIdentifier())
                .bind("segment", report.segmentBytes())
                .bind("received", SqlParameter.of(value(report.received()), Long.class))
                .bind("shipped", SqlParameter.of(value(report.shipped()), Long.class))
                .bind("point", SqlParameter.of(utcOrNull(report.recoveryPointAt()), OffsetDateTime.class))
                .bind(
                        "rpo",
                        SqlParameter.of(
                                report.rpo() == null ? null : report.rpo().toMillis(), Long.class))
                .bind("canaries", report.canaries().state().word())
                .bind(
                        "canariesSince",
                        SqlParameter.of(utcOrNull(report.canaries().since()), OffsetDateTime.class))
                .bind("canariesSaid", SqlParameter.of(report.canaries().said(), String.class))
                .bind("canariesRemedy", SqlParameter.of(report.canaries().remedy(), String.class))
                .bind("at", utc(report.at()))
                .then();
    }

    @Override
    public Mono<WalReport> report(String planId) {
        return of(planId, "SELECT * FROM wal_report WHERE plan_id = :planId")
                .map((Readable row) -> report(row))
                .one();
    }

    @Override
    public Mono<Void> canary(String planId, ClusterCanary canary) {
        return of(planId, """
                INSERT INTO wal_canary (plan_id, lsn, timeline, transaction_id, role, begun_at, committed_at)
                VALUES (:planId, :lsn, :timeline, :transaction, :role, :begunAt, :committedAt) ON CONFLICT DO NOTHING""")
                .bind("lsn", Lsn.parse(canary.lsn()).value())
                .bind("timeline", canary.timeline())
                .bind("transaction", canary.transaction())
                .bind("role", canary.role())
                .bind("begunAt", utc(canary.begunAt()))
                .bind("committedAt", utc(canary.committedAt()))
                .then()
                .then(Mono.defer(() -> of(planId, """
                        DELETE FROM wal_canary WHERE plan_id = :planId
                        AND lsn < (SELECT min(up_to - source_bytes) FROM wal_object WHERE plan_id = :planId AND kind <> 'history')""").then()));
    }

    @Override
    public Flux<ClusterCanary> canaries(String planId, Lsn upTo, int limit) {
        return of(planId, """
                SELECT * FROM (SELECT * FROM wal_canary WHERE plan_id = :planId AND lsn <= :upTo
                               ORDER BY lsn DESC LIMIT :limit) newest ORDER BY lsn""")
                .bind("upTo", upTo.value())
                .bind("limit", limit)
                .map((Readable row) -> new ClusterCanary(
                        get(row, "transaction_id", Long.class),
                        get(row, "timeline", Long.class),
                        new Lsn(get(row, "lsn", Long.class)).toString(),
                        get(row, "begun_at", OffsetDateTime.class).toInstant(),
                        get(row, "committed_at", OffsetDateTime.class).toInstant(),
                        get(row, "role", String.class)))
                .all();
    }

    @Override
    public Mono<Boolean> raise(String planId, String alarm, Instant at) {
        return of(planId, """
                INSERT INTO wal_alarm (plan_id, alarm, raised_at) VALUES (:planId, :alarm, :at) ON CONFLICT DO NOTHING""")
                .bind("alarm", alarm)
                .bind("at", utc(at))
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    @Override
    public Mono<Instant> lower(String planId, String alarm) {
        return of(planId, "DELETE FROM wal_alarm WHERE plan_id = :planId AND alarm = :alarm RETURNING raised_at")
                .bind("alarm", alarm)
                .map((Readable row) ->
                        get(row, "raised_at", OffsetDateTime.class).toInstant())
                .one();
    }

    private GenericExecuteSpec of(String planId, String sql) {
        return database.sql(sql).bind("planId", planId);
    }

    private static WalObject object(Readable row) {
        return new WalObject(
                get(row, "name", String.class),
                WalKind.valueOf(get(row, "kind", String.class).toUpperCase(Locale.ROOT)),
                get(row, "timeline", Long.class),
                get(row, "number", Long.class),
                new Lsn(get(row, "up_to", Long.class)),
                get(row, "source_bytes", Long.class),
                get(row, "bytes", Long.class),
                get(row, "sha256", String.class),
                row.get("history", String.class),
                get(row, "sealed_at", OffsetDateTime.class).toInstant());
    }

    private static WalReport report(Readable row) {
        Long rpo = row.get("rpo_millis", Long.class);
        return new WalReport(
                get(row, "plan_id", String.class),
                WalReport.State.valueOf(get(row, "state", String.class).toUpperCase(Locale.ROOT)),
                row.get("reason", String.class),
                get(row, "slot", String.class),
                get(row, "system_identifier", String.class),
                get(row, "segment_bytes", Integer.class),
                lsn(row.get("received", Long.class)),
                lsn(row.get("shipped", Long.class)),
                instantOrNull(row, "recovery_point_at"),
                rpo == null ? null : Duration.ofMillis(rpo),
                new CanaryReport(
                        CanaryReport.State.of(get(row, "canaries", String.class)),
                        instantOrNull(row, "canaries_since"),
                        row.get("canaries_said", String.class),
                        row.get("canaries_remedy", String.class)),
                get(row, "reported_at", OffsetDateTime.class).toInstant());
    }

    private static <T> T get(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }

    private static @Nullable Lsn lsn(@Nullable Long value) {
        return value == null ? null : new Lsn(value);
    }

    private static @Nullable Long value(@Nullable Lsn lsn) {
        return lsn == null ? null : lsn.value();
    }

    private static @Nullable Instant instantOrNull(Readable row, String column) {
        OffsetDateTime at = row.get(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable OffsetDateTime utcOrNull(@Nullable Instant at) {
        return at == null ? null : utc(at);
    }
}
