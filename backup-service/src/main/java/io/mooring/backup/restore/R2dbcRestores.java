package io.mooring.backup.restore;

import io.mooring.backup.list.NewestFirst;
import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.Readable;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
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
        return new NewestFirst(
                        filter.planId(),
                        filter.state() == null ? null : filter.state().word(),
                        filter.olderThan(),
                        filter.limit())
                .of(database, "SELECT * FROM backup_restore")
                .map(this::read)
                .all();
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
