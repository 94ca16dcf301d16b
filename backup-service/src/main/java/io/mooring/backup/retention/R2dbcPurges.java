package io.mooring.backup.retention;

import io.mooring.backup.list.NewestFirst;
import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Purges in PostgreSQL: the table backup_purge. */
@Component
final class R2dbcPurges implements Purges {

    private final DatabaseClient database;
    private final JsonMapper json;

    R2dbcPurges(DatabaseClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    @Override
    public Mono<Void> add(Purge purge) {
        return database.sql("""
                        INSERT INTO backup_purge (id, plan_id, state, version, requested_at, document)
                        VALUES (:id, :plan, :state, :version, :at, :document)""")
                .bind("id", purge.id())
                .bind("plan", purge.request().planId())
                .bind("state", purge.state().word())
                .bind("version", purge.version())
                .bind("at", purge.requestedAt().atOffset(ZoneOffset.UTC))
                .bind("document", document(purge))
                .then();
    }

    @Override
    public Mono<Purge> find(String id) {
        return database.sql("SELECT document FROM backup_purge WHERE id = :id")
                .bind("id", id)
                .map(this::read)
                .one();
    }

    @Override
    public Mono<Boolean> change(Purge before, Purge after) {
        return database.sql("""
                        UPDATE backup_purge SET state = :state, version = :version, document = :document
                        WHERE id = :id AND version = :before""")
                .bind("state", after.state().word())
                .bind("version", after.version())
                .bind("document", document(after))
                .bind("id", before.id())
                .bind("before", before.version())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    @Override
    public Flux<Purge> list(Filter filter) {
        return new NewestFirst(
                        filter.planId(),
                        filter.state() == null ? null : filter.state().word(),
                        filter.olderThan(),
                        filter.limit())
                .of(database, "SELECT document FROM backup_purge")
                .map(this::read)
                .all();
    }

    @Override
    public Flux<Purge> undecidedSince(Instant before) {
        return database.sql("""
                        SELECT document FROM backup_purge
                        WHERE state = 'awaiting-approval' AND requested_at < :before ORDER BY id""")
                .bind("before", OffsetDateTime.ofInstant(before, ZoneOffset.UTC))
                .map(this::read)
                .all();
    }

    private Purge read(Readable row) {
        return json.readValue(Objects.requireNonNull(row.get("document", String.class)), Purge.class);
    }

    private io.r2dbc.spi.Parameter document(Purge purge) {
        return Parameters.in(Json.of(json.writeValueAsString(purge)));
    }
}
