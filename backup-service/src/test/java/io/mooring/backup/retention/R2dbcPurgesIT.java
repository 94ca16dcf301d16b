package io.mooring.backup.retention;

import io.mooring.backup.BackupDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import tools.jackson.databind.json.JsonMapper;

class R2dbcPurgesIT extends PurgesContract {

    private static BackupDatabase database;

    @BeforeAll
    static void migrates() {
        database = BackupDatabase.migrated();
    }

    @AfterAll
    static void closes() {
        database.close();
    }

    @Override
    Purges empty() {
        database.empty("backup_purge");
        return new R2dbcPurges(database.client(), JsonMapper.builder().build());
    }
}
