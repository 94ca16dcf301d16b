package io.mooring.backup.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mooring.backup.pipeline.CopyState;
import io.mooring.backup.pipeline.Phase;
import io.mooring.backup.run.BackupRuns.PlanBusy;
import io.mooring.backup.run.BackupRuns.QueueFull;
import io.mooring.backup.run.BackupRuns.RunFilter;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What every {@link BackupRuns} must do. */
abstract class BackupRunsContract {

    private static final Instant NOW = Runs.NOW;

    private BackupRuns runs;
    private final String plan = "p-" + UUID.randomUUID();

    /** A store without runs. */
    abstract BackupRuns empty();

    /** As in one transaction of its own. */
    abstract <T> Mono<T> transactional(Mono<T> work);

    @BeforeEach
    void startsEmpty() {
        runs = empty();
    }

    @Test
    void givesBackWhatWasAdded() {
        BackupRun run = added(Runs.queued(plan));

        assertThat(runs.find(run.id()).block()).isEqualTo(run);
        assertThat(runs.find("nobody").block()).isNull();
    }

    @Test
    void keepsTheRequestsTraceThroughClaimTakeOverAndEnd() {
        added(Runs.queued(plan));

        BackupRun running = claim("a");
        BackupRun taken = runs.takeOver(Runs.lease("b", NOW.plusSeconds(90)), NOW.plusSeconds(31))
                .block();
        replace(taken, taken.failed(RunFailure.serviceStopped(), NOW));

        assertThat(List.of(running, taken, runs.find(running.id()).block()))
                .extracting(run -> run.request().traceparent())
                .containsOnly(Runs.TRACE);
    }

    @Test
    void knowsARunThatWasNotTraced() {
        BackupRun run = added(Runs.queued(plan, NOW, null));

        assertThat(runs.find(run.id()).block()).isEqualTo(run);
    }

    @Test
    void refusesASecondRunOfAPlan() {
        added(Runs.queued(plan));

        assertThatExceptionOfType(PlanBusy.class)
                .isThrownBy(() -> runs.add(Runs.queued(plan), 10).block());
        added(Runs.queued(plan + "-other"));
    }

    @Test
    void takesTheNextRunOnceTheLastIsOver() {
        added(Runs.queued(plan));
        BackupRun running = claim("a");
        replace(running, running.failed(RunFailure.serviceStopped(), NOW));

        added(Runs.queued(plan, NOW.plusSeconds(1)));
    }

    @Test
    void refusesWhenTheQueueIsFull() {
        added(Runs.queued(plan));

        assertThatExceptionOfType(QueueFull.class)
                .isThrownBy(() -> runs.add(Runs.queued(plan + "-2"), 1).block());
    }

    @Test
    void claimsTheOldestAndOnlyOnce() {
        added(Runs.queued(plan, NOW.plusSeconds(1)));
        BackupRun older = added(Runs.queued(plan + "-older", NOW));

        BackupRun claimed = claim("a");

        assertThat(claimed.id()).isEqualTo(older.id());
        assertThat(claimed.state()).isEqualTo(RunState.RUNNING);
        assertThat(runs.find(older.id()).block()).isEqualTo(claimed);
        assertThat(claim("b").id()).isNotEqualTo(older.id());
        assertThat(transactional(runs.claim(Runs.lease("c", NOW), NOW)).block()).isNull();
    }

    @Test
    void givesEachRunToOneOfManyClaimants() {
        for (int i = 0; i < 8; i++) {
            added(Runs.queued(plan + i, NOW.plusMillis(i)));
        }
        // A claimant that finds every run locked answers empty and asks again; so does each of these.
        List<String> claimed = Flux.range(0, 32)
                .flatMap(i -> transactional(runs.claim(Runs.lease("owner-" + i, NOW.plusSeconds(30)), NOW)), 8)
                .map(BackupRun::id)
                .collectList()
                .block();

        assertThat(claimed).hasSize(8).doesNotHaveDuplicates();
    }

    @Test
    void renewsTheLeaseOfItsOwnerOnly() {
        added(Runs.queued(plan));
        BackupRun running = claim("a");
        List<RunCopy> copies =
                List.of(running.copies().getFirst(), running.copies().getLast().failed("it is full"));
        RunReport report = new RunReport(Phase.DUMPING, new RunProgress(10, 5, 100L, 3L, 30L), copies);

        BackupRun renewed = runs.renew(running.id(), Runs.lease("a", NOW.plusSeconds(99)), report)
                .block();

        assertThat(renewed)
                .isEqualTo(running.heldBy(Runs.lease("a", NOW.plusSeconds(99))).reporting(report));
        assertThat(runs.find(running.id()).block()).isEqualTo(renewed);
        assertThat(runs.renew(running.id(), Runs.lease("b", NOW.plusSeconds(99)), report)
                        .block())
                .isNull();
    }

    @Test
    void letsARunBeTakenOverOnlyAfterItsLease() {
        added(Runs.queued(plan));
        BackupRun running = claim("a");
        Lease other = Runs.lease("b", NOW.plusSeconds(90));

        assertThat(runs.takeOver(other, NOW.plusSeconds(30)).block()).isNull();
        BackupRun taken = runs.takeOver(other, NOW.plusSeconds(31)).block();

        assertThat(taken).isEqualTo(running.heldBy(other));
        assertThat(runs.takeOver(Runs.lease("c", NOW.plusSeconds(90)), NOW.plusSeconds(31))
                        .block())
                .isNull();
    }

    @Test
    void refusesAFormerOwnersChange() {
        added(Runs.queued(plan));
        BackupRun running = claim("a");
        runs.takeOver(Runs.lease("b", NOW.plusSeconds(90)), NOW.plusSeconds(31)).block();

        Boolean replaced = runs.change(running, running.failed(RunFailure.serviceStopped(), NOW))
                .block();

        assertThat(replaced).isFalse();
        assertThat(runs.find(running.id()).block().state()).isEqualTo(RunState.RUNNING);
    }

    @Test
    void endsARunOnce() {
        added(Runs.queued(plan));
        BackupRun running = claim("a");
        BackupRun completed = completed(running);

        replace(running, completed);

        assertThat(runs.find(running.id()).block()).isEqualTo(completed);
        assertThat(runs.change(running, running.failed(RunFailure.serviceStopped(), NOW))
                        .block())
                .isFalse();
        assertThat(runs.renew(
                                running.id(),
                                Runs.lease("a", NOW.plusSeconds(99)),
                                new RunReport(Phase.DUMPING, RunProgress.NONE, running.copies()))
                        .block())
                .isNull();
    }

    @Test
    void notesTheFirstWishToCancelARunningRun() {
        BackupRun queued = added(Runs.queued(plan));
        assertThat(runs.requestCancel(queued.id(), new Cancellation("ada", NOW)).block())
                .isNull();
        claim("a");

        runs.requestCancel(queued.id(), new Cancellation("ada", NOW)).block();
        BackupRun noted = runs.requestCancel(queued.id(), new Cancellation("bob", NOW.plusSeconds(1)))
                .block();

        assertThat(noted.cancellation()).isEqualTo(new Cancellation("ada", NOW));
    }

    @Test
    void listsNewestFirstByPlanStateAndPage() {
        BackupRun old = added(Runs.queued(plan));
        BackupRun running = claim("a");
        replace(running, running.failed(RunFailure.serviceStopped(), NOW));
        BackupRun young = added(Runs.queued(plan, NOW.plusSeconds(1)));
        BackupRun other = added(Runs.queued(plan + "-other", NOW.plusSeconds(2)));

        assertThat(ids(new RunFilter(null, null, null, 10))).containsExactly(other.id(), young.id(), old.id());
        assertThat(ids(new RunFilter(plan, null, null, 10))).containsExactly(young.id(), old.id());
        assertThat(ids(new RunFilter(null, RunState.FAILED, null, 10))).containsExactly(old.id());
        assertThat(ids(new RunFilter(null, null, other.id(), 1))).containsExactly(young.id());
        assertThat(runs.newest(List.of(plan, "no-runs"))
                        .map(BackupRun::id)
                        .collectList()
                        .block())
                .containsExactly(young.id());
    }

    @Test
    void knowsWhenAPlanLastHadABackupAndALocationACopy() {
        added(Runs.queued(plan));
        BackupRun running = claim("a");
        assertThat(runs.lastCompletedAt(plan, NOW).block()).isNull();
        assertThat(runs.lastStoredAt("bucket").block()).isNull();
        List<RunCopy> half = List.of(
                running.copies().getFirst().stored(12),
                running.copies().getLast().failed("it is full"));

        replace(
                running,
                running.completed(
                        RunProgress.NONE, half, new MadeBackup(running.id(), true, List.of()), NOW.plusSeconds(9)));

        assertThat(half.getFirst().state()).isEqualTo(CopyState.STORED);
        assertThat(runs.lastCompletedAt(plan, NOW.plusSeconds(9)).block()).isEqualTo(NOW.plusSeconds(9));
        assertThat(runs.lastCompletedAt(plan, NOW.plusSeconds(8)).block())
                .as("by a clock that went back since")
                .isNotEqualTo(NOW.plusSeconds(9));
        assertThat(runs.lastStoredAt("bucket").block()).isEqualTo(NOW.plusSeconds(9));
        assertThat(runs.lastStoredAt("folder").block()).isNull();
    }

    @Test
    void keepsAManifestByteForByte() {
        BackupRun run = added(Runs.queued(plan));
        byte[] bytes = {0, 1, (byte) 0xff};

        runs.keepManifest(run.id(), bytes).block();

        assertThat(runs.manifest(run.id()).block()).isEqualTo(bytes);
        assertThat(runs.manifest("nobody").block()).isNull();
    }

    @Test
    void countsWhatWaits() {
        added(Runs.queued(plan));
        added(Runs.queued(plan + "-2"));
        claim("a");

        assertThat(runs.countQueued().block()).isEqualTo(1);
    }

    private BackupRun added(BackupRun run) {
        runs.add(run, 100).block();
        return run;
    }

    private BackupRun claim(String owner) {
        return transactional(runs.claim(Runs.lease(owner, NOW.plusSeconds(30)), NOW))
                .block();
    }

    private static BackupRun completed(BackupRun running) {
        return running.completed(
                new RunProgress(100, 12, 90L, null, null),
                running.copies().stream().map(copy -> copy.stored(12)).toList(),
                new MadeBackup("chain-1", true, List.of("A file, \"x\", changed.")),
                NOW.plusSeconds(9));
    }

    private void replace(BackupRun before, BackupRun after) {
        assertThat(runs.change(before, after).block()).isTrue();
    }

    private List<String> ids(RunFilter filter) {
        return runs.list(filter).map(BackupRun::id).collectList().block();
    }
}
