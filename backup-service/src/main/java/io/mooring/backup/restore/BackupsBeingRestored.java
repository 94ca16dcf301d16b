package io.mooring.backup.restore;

import io.mooring.backup.run.BackupsInUse;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** A backup whose restore waits for somebody, for its turn, or goes on, stays until that is over. */
@Component
final class BackupsBeingRestored implements BackupsInUse {

    private final DatabaseClient database;

    BackupsBeingRestored(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Flux<String> runIds(String planId) {
        return database.sql("""
                        SELECT DISTINCT run_id FROM backup_restore
                        WHERE plan_id = :plan AND state IN ('awaiting-approval', 'queued', 'running')""")
                .bind("plan", planId)
                .map(row -> Objects.requireNonNull(row.get("run_id", String.class)))
                .all();
    }
}
