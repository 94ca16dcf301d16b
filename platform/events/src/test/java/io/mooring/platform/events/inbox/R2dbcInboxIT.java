package io.mooring.platform.events.inbox;

import io.mooring.platform.events.EventsDatabase;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import reactor.core.publisher.Mono;

class R2dbcInboxIT extends InboxContract {

    private static EventsDatabase database;

    @BeforeAll
    static void migrate() {
        database = new EventsDatabase("inbox");
        EventsDatabase.wait(
                database.client().sql("CREATE TABLE effect (n int DEFAULT 1)").then());
    }

    @AfterAll
    static void disconnect() {
        database.close();
    }

    @BeforeEach
    void empty() {
        EventsDatabase.wait(
                database.client().sql("TRUNCATE effect, inbox_event").then());
    }

    @Override
    protected Inbox inbox() {
        return new R2dbcInbox(database.client(), database.transaction(), InstantSource.system());
    }

    @Override
    protected Mono<Void> effect() {
        return database.client().sql("INSERT INTO effect DEFAULT VALUES").then();
    }

    @Override
    protected long effects() {
        return database.count("SELECT count(*) FROM effect");
    }
}
