package io.mooring.backup.run;

import reactor.core.publisher.Mono;

class InMemoryBackupRunsTest extends BackupRunsContract {

    @Override
    BackupRuns empty() {
        return new InMemoryBackupRuns();
    }

    @Override
    <T> Mono<T> transactional(Mono<T> work) {
        return work;
    }
}
