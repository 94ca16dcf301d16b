package io.mooring.backup.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.backup.location.DirectoryLocation;
import io.mooring.backup.location.GatedLocation;
import io.mooring.backup.location.InMemoryLocation;
import io.mooring.backup.location.ObjectKeys;
import io.mooring.backup.location.S3Location;
import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.testkit.Postgres;
import io.mooring.testkit.S3;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Interrupting a backup at any point leaves nothing: no object, no unfinished upload, no temporary file, no pg_dump. */
class CancelIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final PipelineSettings SETTINGS = Backups.settings(300_000, PATIENCE);

    private static PostgresDatabase database;

    @BeforeAll
    static void fill() throws Exception {
        database = Postgres.shared().freshDatabase("cancel");
        OddDatabase.addNoise(database, 15_000);
    }

    @RepeatedTest(10)
    void atARandomMomentNothingIsLeft(@TempDir Path folder) throws Exception {
        long seed = System.nanoTime();
        int millis = new Random(seed).nextInt(600);
        S3.Bucket bucket = S3.shared().freshBucket();
        InMemoryLocation memory = new InMemoryLocation("memory");
        try (S3Location s3 = Backups.s3("s3", bucket)) {
            BackupJob job = Backups.job(database, s3, memory, new DirectoryLocation("nas", folder, 0));
            FutureTask<BackupOutcome> running =
                    new FutureTask<>(() -> Backups.taking(SETTINGS).take(job, new Recording()));
            Thread thread = Thread.ofVirtual().start(running);
            if (!thread.join(Duration.ofMillis(millis))) {
                thread.interrupt();
            }

            if (ended(running)) {
                System.out.println("cancel at " + millis + " ms: was finished already");
                assertThat(memory.list("")).anyMatch(object -> object.key().endsWith(ObjectKeys.MANIFEST));
                return;
            }
            System.out.println("cancel at " + millis + " ms: cancelled");
            NothingLeft.in(bucket);
            NothingLeft.in(memory);
            NothingLeft.in(folder);
            NothingLeft.ofPgDump();
        }
    }

    @Test
    void inTheMiddleOfTheDataNothingIsLeft(@TempDir Path folder) throws Exception {
        GatedLocation gated = GatedLocation.afterBytes(new InMemoryLocation("gated"), 1_000_000);
        cancelWhen(gated, folder);
    }

    @Test
    void evenWithTheManifestWrittenNothingIsLeft(@TempDir Path folder) throws Exception {
        GatedLocation gated = GatedLocation.afterCommitOf(new InMemoryLocation("gated"), ObjectKeys.MANIFEST);
        cancelWhen(gated, folder);
    }

    @Test
    void aCancelDoesNotWaitForALockedTable(@TempDir Path folder) throws Exception {
        PipelineSettings patient =
                new PipelineSettings(300_000, 0, PATIENCE, Duration.ofMinutes(5), PATIENCE, SETTINGS.postgresFolders());
        try (var other = database.connect();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE noise IN ACCESS EXCLUSIVE MODE");
            BackupJob job = Backups.job(database, new DirectoryLocation("nas", folder, 0));
            FutureTask<BackupOutcome> running =
                    new FutureTask<>(() -> Backups.taking(patient).take(job, new Recording()));
            Thread thread = Thread.ofPlatform().start(running);
            org.awaitility.Awaitility.await().until(CancelIT::somebodyWaitsForALock);
            thread.interrupt();

            assertThatThrownBy(() -> running.get(2, TimeUnit.MINUTES)).hasCauseInstanceOf(InterruptedException.class);
            other.rollback();
        }
        NothingLeft.in(folder);
    }

    private static boolean somebodyWaitsForALock() throws Exception {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT count(*) FROM pg_locks WHERE NOT granted")) {
            row.next();
            return row.getInt(1) > 0;
        }
    }

    private static void cancelWhen(GatedLocation gated, Path folder) throws Exception {
        S3.Bucket bucket = S3.shared().freshBucket();
        CountDownLatch ended = new CountDownLatch(1);
        try (S3Location s3 = Backups.s3("s3", bucket)) {
            BackupJob job = Backups.job(database, gated, s3, new DirectoryLocation("nas", folder, 0));
            FutureTask<BackupOutcome> running = new FutureTask<>(() -> {
                try {
                    return Backups.taking(SETTINGS).take(job, new Recording());
                } finally {
                    ended.countDown();
                }
            });
            Thread thread = Thread.ofVirtual().start(running);
            gated.awaitReached();
            thread.interrupt();
            ended.await();

            assertThat(ended(running)).isFalse();
            NothingLeft.in(gated);
            NothingLeft.in(bucket);
            NothingLeft.in(folder);
            NothingLeft.ofPgDump();
        }
    }

    /** Whether it came to an outcome; else it must have been cancelled and nothing else. */
    private static boolean ended(FutureTask<BackupOutcome> running) throws Exception {
        try {
            running.get();
            return true;
        } catch (java.util.concurrent.ExecutionException cancelled) {
            assertThat(cancelled).hasCauseInstanceOf(InterruptedException.class);
            return false;
        }
    }
}
