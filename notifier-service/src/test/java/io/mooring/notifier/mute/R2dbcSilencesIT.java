package io.mooring.notifier.mute;

import io.mooring.notifier.NotifierDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import tools.jackson.databind.json.JsonMapper;

class R2dbcSilencesIT extends SilencesContract {

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
    Silences empty() {
        database.client().sql("TRUNCATE silence").then().block();
        return new R2dbcSilences(
                database.client(), new SilenceRow(JsonMapper.builder().build()));
    }
}
