package io.mooring.backup.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.mooring.backup.BackupDatabase;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Workers on a real table: who does a job, and what becomes of it when its worker stops, dies or breaks. */
class WorkOnJobsIT {

    private static final JobTiming TIMING =
            new JobTiming(Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(700));

    private static BackupDatabase database;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Map<String, List<String>> said = new ConcurrentHashMap<>();
    private final List<WorkOnJobs> workers = new CopyOnWriteArrayList<>();
    private final JobBell bell = new JobBell();
    private R2dbcJobs rows;

    @BeforeAll
    static void migrates() {
        database = BackupDatabase.migrated();
    }

    @AfterAll
    static void closes() {
        database.close();
    }

    @BeforeEach
    void empties() {
        database.empty("backup_job");
        rows = new R2dbcJobs(database.client(), InstantSource.system(), bell);
    }

    @AfterEach
    void stops() {
        workers.forEach(WorkOnJobs::stop);
    }

    @Test
    void doesAJobOnceHoweverManyWorkersThereAre() {
        JobHandler handler = handler((job, control) -> control.finish(say(job, "done")));
        worker(handler);
        worker(handler);
        for (int i = 0; i < 20; i++) {
            add("job-" + i);
        }
        await().until(() -> said.size() == 20 && waiting() == 0);
        assertThat(said.values()).allSatisfy(words -> assertThat(words).containsExactly("done"));
    }

    @Test
    void commitsTheLastChangeTogetherWithTheEnd() {
        database.client()
                .sql("CREATE TABLE IF NOT EXISTS outcome (id text PRIMARY KEY)")
                .then()
                .block();
        worker(handler((job, control) -> control.finish(database.client()
                .sql("INSERT INTO outcome VALUES (:id)")
                .bind("id", job.id())
                .then()
                .then(
                        job.attempt() == 1
                                ? Mono.error(new IllegalStateException("after the insert"))
                                : say(job, "ok")))));
        add("atomic");
        await().until(() -> said.containsKey("atomic") && waiting() == 0);
        assertThat(count("outcome")).isEqualTo(1);
        assertThat(meters.counter("mooring.backup.jobs.broken", "kind", "test").count())
                .isEqualTo(1);
    }

    @Test
    void letsGoOfAJobAtShutdownForAnotherToGoOn() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        WorkOnJobs first = worker(handler((job, control) -> {
            begun.countDown();
            forever();
        }));
        add("long");
        begun.await();
        first.stop();
        worker(handler((job, control) -> control.finish(say(job, "attempt " + job.attempt()))));
        await().until(() -> said.containsKey("long"));
        assertThat(said.get("long")).containsExactly("attempt 2");
    }

    @Test
    void stopsWhenAPersonWishesSo() {
        worker(handler((job, control) -> {
            try {
                forever();
            } catch (InterruptedException stopped) {
                control.finish(say(
                        job,
                        control.stopReason().orElseThrow() + " by "
                                + control.cancelledBy().orElseThrow()));
            }
        }));
        add("long");
        await().until(() -> rows.requestCancel("long", "ann").block());
        await().until(() -> said.containsKey("long") && waiting() == 0);
        assertThat(said.get("long")).containsExactly("CANCELLED by ann");
    }

    @Test
    void refusesWhatALateOwnerFoundOut() {
        worker(handler((job, control) -> {
            if (job.attempt() == 1) {
                // As if this process had been frozen for longer than its lease.
                database.client()
                        .sql("UPDATE backup_job SET lease_owner = 'another', lease_until = now() - interval '1 hour'")
                        .then()
                        .block();
                control.finish(say(job, "late"));
            } else {
                control.finish(say(job, "second"));
            }
        }));
        add("lost");
        await().until(() -> said.containsKey("lost") && waiting() == 0);
        assertThat(said.get("lost")).containsExactly("second");
    }

    @Test
    void stopsAWorkerWhoseLeaseIsGone() {
        CountDownLatch stopped = new CountDownLatch(1);
        worker(handler((job, control) -> {
            if (job.attempt() > 1) {
                control.finish(say(job, "second"));
                return;
            }
            database.client()
                    .sql("UPDATE backup_job SET lease_owner = 'another', lease_until = now() + interval '1 second'")
                    .then()
                    .block();
            try {
                forever();
            } catch (InterruptedException lost) {
                assertThat(control.stopReason()).contains(StopReason.LEASE_LOST);
                stopped.countDown();
                throw lost;
            }
        }));
        add("lost");
        await().until(() -> stopped.getCount() == 0 && said.containsKey("lost"));
    }

    private JobHandler handler(Work work) {
        return new JobHandler() {
            @Override
            public String kind() {
                return "test";
            }

            @Override
            public int concurrent() {
                return 3;
            }

            @Override
            public void carryOut(Job job, JobControl control) throws InterruptedException {
                work.on(job, control);
            }

            @Override
            public void giveUp(Job job, JobControl control, RuntimeException cause) {
                control.finish(say(job, "gave up: " + cause.getMessage()));
            }
        };
    }

    private interface Work {
        void on(Job job, JobControl control) throws InterruptedException;
    }

    private WorkOnJobs worker(JobHandler handler) {
        DoJob doJob = new DoJob(InstantSource.system(), meters, ObservationRegistry.NOOP);
        WorkOnJobs worker = new WorkOnJobs(
                rows, database.transaction(), doJob, bell, TIMING, InstantSource.system(), List.of(handler));
        workers.add(worker);
        worker.start();
        return worker;
    }

    private Mono<String> say(Job job, String words) {
        return Mono.fromSupplier(() -> {
            said.computeIfAbsent(job.id(), id -> new CopyOnWriteArrayList<>()).add(words);
            return words;
        });
    }

    private static void forever() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    private void add(String id) {
        database.transaction()
                .transactional(rows.add(new NewJob(id, "test", "shop", null, "c", null))
                        .thenReturn(true))
                .block();
    }

    private long waiting() {
        return count("backup_job");
    }

    private static long count(String table) {
        return database.client()
                .sql("SELECT count(*) AS n FROM " + table)
                .map(row -> row.get("n", Long.class))
                .one()
                .block();
    }
}
