package io.mooring.backup.verify;

import io.mooring.backup.run.BackupsInUse;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** What a verification reads, or will read when its turn comes, stays until then: else it would tell of a loss that is none. */
@Component
final class BackupsBeingVerified implements BackupsInUse {

    private final DatabaseClient database;

    BackupsBeingVerified(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Flux<String> runIds(String planId) {
        return database.sql("""
                        SELECT DISTINCT run_id FROM backup_verification
                        WHERE plan_id = :plan AND state IN ('queued', 'running')""")
                .bind("plan", planId)
                .map(row -> Objects.requireNonNull(row.get("run_id", String.class)))
                .all();
    }
}
