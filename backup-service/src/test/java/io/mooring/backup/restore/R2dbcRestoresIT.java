package io.mooring.backup.restore;

import io.mooring.backup.BackupDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import tools.jackson.databind.json.JsonMapper;

class R2dbcRestoresIT extends RestoresContract {

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
    Restores empty() {
        database.empty("backup_restore");
        return new R2dbcRestores(database.client(), JsonMapper.builder().build());
    }
}
