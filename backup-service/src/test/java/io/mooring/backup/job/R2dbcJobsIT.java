package io.mooring.backup.job;

import io.mooring.backup.BackupDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import reactor.core.publisher.Mono;

class R2dbcJobsIT extends JobsContract {

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
    JobRows empty() {
        database.empty("backup_job");
        return new R2dbcJobs(database.client(), () -> NOON, new JobBell());
    }

    @Override
    <T> Mono<T> transactional(Mono<T> work) {
        return database.transaction().transactional(work);
    }
}
