package io.mooring.notifier.maintenance;

import io.mooring.notifier.NotifierDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import tools.jackson.databind.json.JsonMapper;

class R2dbcWindowsIT extends WindowsContract {

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
    Windows empty() {
        database.client().sql("TRUNCATE maintenance_window CASCADE").then().block();
        return new R2dbcWindows(database.client(), JsonMapper.builder().build());
    }
}
