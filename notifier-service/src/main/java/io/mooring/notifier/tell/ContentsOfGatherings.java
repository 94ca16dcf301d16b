package io.mooring.notifier.tell;

import io.mooring.notifier.conversation.ConversationContents;
import java.util.Objects;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;

/** What is said of a gathering is about its alerts. */
final class ContentsOfGatherings implements ConversationContents {

    private final DatabaseClient database;

    ContentsOfGatherings(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Flux<UUID> alerts(UUID conversation) {
        return database.sql("""
                        SELECT t.alert_id AS id FROM gathering g JOIN told t ON t.gathering_id = g.id
                        WHERE g.conversation_id = :conversation
                        """)
                .bind("conversation", conversation)
                .map(row -> Objects.requireNonNull(row.get("id", UUID.class)))
                .all();
    }
}
