package io.mooring.notifier.heartbeat;

import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Whether the database takes writes: one that is read-only since a fail-over answers and keeps nothing. */
final class DatabaseAnswers implements HeartbeatCheck {

    private final DatabaseClient database;

    DatabaseAnswers(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public String name() {
        return "database";
    }

    @Override
    public Mono<String> fault() {
        return database.sql(
                        "SELECT pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on' AS read_only")
                .map(row -> row.get("read_only", Boolean.class))
                .one()
                .filter(Boolean.TRUE::equals)
                .map(readOnly -> "it takes no writes");
    }
}
