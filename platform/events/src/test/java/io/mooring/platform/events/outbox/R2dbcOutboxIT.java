package io.mooring.platform.events.outbox;

import io.mooring.platform.events.EventsDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.transaction.reactive.TransactionalOperator;

class R2dbcOutboxIT extends OutboxContract {

    private static EventsDatabase database;

    @BeforeAll
    static void migrate() {
        database = new EventsDatabase("outbox");
    }

    @AfterAll
    static void disconnect() {
        database.close();
    }

    @BeforeEach
    void empty() {
        wait(database.client().sql("DELETE FROM outbox_event").then());
    }

    @Override
    protected Outbox outbox() {
        return Outboxes.of(database);
    }

    @Override
    protected TransactionalOperator transaction() {
        return database.transaction();
    }

    @Override
    protected List<OutboxRow> committed() {
        return wait(database.client()
                .sql("SELECT *, 0 AS attempts FROM outbox_event ORDER BY position")
                .map(OutboxRow::read)
                .all()
                .collectList());
    }
}
