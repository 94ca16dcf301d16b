package io.mooring.backup.job;

import reactor.core.publisher.Mono;

class InMemoryJobsTest extends JobsContract {

    private InMemoryJobs jobs;

    @Override
    JobRows empty() {
        jobs = new InMemoryJobs(() -> NOON);
        return jobs;
    }

    @Override
    <T> Mono<T> transactional(Mono<T> work) {
        return jobs.atomically(work);
    }
}
