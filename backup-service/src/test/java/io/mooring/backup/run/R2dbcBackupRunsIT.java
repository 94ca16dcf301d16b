package io.mooring.backup.run;

import io.mooring.backup.BackupDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

class R2dbcBackupRunsIT extends BackupRunsContract {

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
    BackupRuns empty() {
        database.empty("backup_run");
        return new R2dbcBackupRuns(database.client(), JsonMapper.builder().build());
    }

    @Override
    <T> Mono<T> transactional(Mono<T> work) {
        return database.transaction().transactional(work);
    }
}
