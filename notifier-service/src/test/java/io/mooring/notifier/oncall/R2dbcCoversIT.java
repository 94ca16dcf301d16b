package io.mooring.notifier.oncall;

import io.mooring.notifier.NotifierDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class R2dbcCoversIT extends CoversContract {

    private static NotifierDatabase database;

    @BeforeAll
    static void start() {
        database = NotifierDatabase.fresh();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Override
    Covers empty() {
        database.run("TRUNCATE on_call_cover");
        return new R2dbcCovers(database.client());
    }
}
