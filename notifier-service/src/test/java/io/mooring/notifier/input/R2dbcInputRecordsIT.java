package io.mooring.notifier.input;

import io.mooring.notifier.NotifierDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class R2dbcInputRecordsIT extends InputRecordsContract {

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
    InputRecords empty() {
        database.client()
                .sql("TRUNCATE input_state, input_signal, input_refusal CASCADE")
                .then()
                .block();
        return new R2dbcInputRecords(database.client());
    }
}
