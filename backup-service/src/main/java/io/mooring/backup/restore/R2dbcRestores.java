package io.mooring.backup.restore;

import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.Readable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Restores in PostgreSQL: the table backup_restore. */
@Component
final class R2dbcRestores implements Restores {

    private final DatabaseClient database;
    private final JsonMapper json;

    R2dbcRestores(DatabaseClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    @Override
    public Mono<Void> add(Restore restore) {
        return database.sql("""
                        INSERT INTO backup_restore (id, plan_id, run_id, state, version, document, progress)
                        VALUES (:id, :plan, :run, :state, :version, :document, :progress)""")
                .bind("id", restore.id())
                .bind("plan", restore.request().planId())
                .bind("run", restore.request().runId())
                .bind("state", restore.state().word())
                .bind("version", restore.version())
                .bind("document", document(restore))
                .bind("progress", document(restore.progress()))
                .then();
    }

    @Override
    public Mono<Restore> find(String id) {
        return database.sql("SELECT * FROM backup_restore WHERE id = :id")
                .bind("id", id)
                .map(this::read)
                .one();
    }

    @Override
    public Mono<Boolean> change(Restore before, Restore after) {
        return database.sql("""
                        UPDATE backup_restore
                        SET state = :state, version = :version, document = :document, progress = :progress
                        WHERE id = :id AND version = :before""")
                .bind("state", after.state().word())
                .bind("version", after.version())
                .bind("document", document(after))
                .bind("progress", document(after.progress()))
                .bind("id", before.id())
                .bind("before", before.version())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    @Override
    public Mono<Void> progress(String id, RestoreProgress progress) {
        return database.sql("UPDATE backup_restore SET progress = :progress WHERE id = :id AND state = 'running'")
                .bind("progress", document(progress))
                .bind("id", id)
                .then();
    }

    @Override
    public Flux<Restore> list(Filter filter) {
        List<String> conditions = new ArrayList<>(List.of("true"));
        if (filter.planId() != null) {
            conditions.add("plan_id = :planId");
        }
        if (filter.state() != null) {
            conditions.add("state = :state");
        }
        if (filter.olderThan() != null) {
            conditions.add("id < :olderThan");
        }
        GenericExecuteSpec query = database.sql("SELECT * FROM backup_restore WHERE " + String.join(" AND ", conditions)
                + " ORDER BY id DESC LIMIT " + filter.limit());
        query = filter.planId() == null ? query : query.bind("planId", filter.planId());
        query = filter.state() == null
                ? query
                : query.bind("state", filter.state().word());
        query = filter.olderThan() == null ? query : query.bind("olderThan", filter.olderThan());
        return query.map(this::read).all();
    }

    private Restore read(Readable row) {
        Restore restore = json.readValue(text(row, "document"), Restore.class);
        RestoreProgress progress = json.readValue(text(row, "progress"), RestoreProgress.class);
        return new Restore(
                restore.id(),
                restore.version(),
                restore.request(),
                restore.state(),
                restore.locationId(),
                restore.decision(),
                progress,
                restore.requestedAt(),
                restore.startedAt(),
                restore.finishedAt(),
                restore.failure(),
                restore.switching(),
                restore.wish(),
                restore.previousKeptAs(),
                restore.remarks());
    }

    private io.r2dbc.spi.Parameter document(Object value) {
        return Parameters.in(Json.of(json.writeValueAsString(value)));
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class), column);
    }
}
