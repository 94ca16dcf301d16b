package io.mooring.notifier.conversation;

import io.mooring.notifier.NotifierDatabase;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class R2dbcOpenConversationsIT extends OpenConversationsContract {

    private static NotifierDatabase database;

    @BeforeAll
    static void migrate() {
        database = NotifierDatabase.fresh();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Override
    OpenConversations empty() {
        database.client().sql("TRUNCATE conversation CASCADE").then().block();
        return new R2dbcOpenConversations(database.client(), UUID::randomUUID, InstantSource.system());
    }
}
