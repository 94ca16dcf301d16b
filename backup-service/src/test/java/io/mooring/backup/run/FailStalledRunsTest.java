package io.mooring.backup.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mooring.backup.location.BackupLocations;
import io.mooring.backup.location.InMemoryLocation;
import io.mooring.backup.location.ObjectKeys;
import io.mooring.backup.manifest.ManifestJson;
import io.mooring.backup.pipeline.CopyState;
import io.mooring.events.backup.BackupCompleted;
import io.mooring.events.backup.BackupFailed;
import io.mooring.events.backup.BackupStarted;
import io.mooring.platform.events.OutgoingEvent;
import io.mooring.platform.observability.TraceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.reactive.TransactionCallback;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class FailStalledRunsTest {

    private final InMemoryBackupRuns runs = new InMemoryBackupRuns();
    private final InMemoryLocation bucket = new InMemoryLocation("bucket");
    private final InMemoryLocation folder = new InMemoryLocation("folder");
    private final List<OutgoingEvent> events = new ArrayList<>();
    private final List<String> traces = new ArrayList<>();
    private final Tracing tracing = new Tracing();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final BackupLocations locations = new BackupLocations(List.of(bucket, folder));
    private final SweepLeftovers sweep = new SweepLeftovers(locations, runs, (run, location) -> Mono.just(false));
    private Instant now = Runs.NOW;
    private FailStalledRuns failStalledRuns;
    private RecordRuns record;
    private BackupRun run;

    @BeforeEach
    void aRunIsUnderWay() {
        RunTiming timing = new RunTiming(
                1, 10, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofHours(1));
        record = new RecordRuns(
                runs,
                appended -> Mono.deferContextual(context -> {
                    events.addAll(List.of(appended));
                    traces.add(TraceId.current(context).orElse("none"));
                    return Mono.empty();
                }),
                new WithoutTransaction(),
                runId -> Mono.empty(),
                new RunTrace(tracing.registry()),
                () -> now);
        failStalledRuns = new FailStalledRuns(
                runs,
                record,
                new FindStoredCopies(locations),
                sweep,
                runId -> {},
                new RunMeters(meters, new RunningBackups()),
                new RunTrace(tracing.registry()),
                new LeaseOwners(),
                timing,
                () -> now);
        runs.add(Runs.queued("shop"), 10).block();
        run = record.start(Runs.lease("dead", now.plusSeconds(30))).block();
    }

    @Test
    void leavesARunWhoseOwnerLives() {
        now = now.plusSeconds(30);

        failStalledRuns.endAll();

        assertThat(stored().state()).isEqualTo(RunState.RUNNING);
        assertThat(events).hasSize(1);
    }

    @Test
    void tellsOfItInTheTraceOfTheRequestThatTheDeadOwnerWorkedFor() {
        ownerDies();

        failStalledRuns.endAll();

        assertThat(traces).hasSize(2).containsOnly(Runs.TRACE.traceId());
        assertThat(tracing.spans())
                .contains("backup.run.stalled in " + Runs.TRACE.traceId())
                .allMatch(span -> span.endsWith(Runs.TRACE.traceId()));
    }

    @Test
    void failsARunOfWhichNothingIsComplete() throws Exception {
        Runs.putChunk(bucket, run);
        ownerDies();

        failStalledRuns.endAll();

        assertThat(stored().state()).isEqualTo(RunState.FAILED);
        assertThat(stored().failure().message())
                .isEqualTo("The backup service stopped while this backup was running; nothing of it is kept.");
        assertThat(bucket.list("")).isEmpty();
        assertThat(payload(1)).isInstanceOfSatisfying(BackupFailed.class, failed -> {
            assertThat(failed.getRunId()).isEqualTo(run.id());
            assertThat(failed.getFailure().getCode()).isEqualTo("service-stopped");
            assertThat(failed.getCancelledBy()).isEmpty();
        });
        assertThat(meters.get("mooring.backup.runs.ended")
                        .tags("plan", "shop", "state", "failed", "reason", "service-stopped")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(meters.get("mooring.backup.copies.ended")
                        .tags("plan", "shop", "location", "folder", "state", "failed", "reason", "unknown")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void completesARunThatOnlyLackedItsCommit() throws Exception {
        for (InMemoryLocation location : List.of(bucket, folder)) {
            Runs.putChunk(location, run);
            Runs.putManifest(location, run);
        }
        ownerDies();

        failStalledRuns.endAll();

        assertThat(stored().state()).isEqualTo(RunState.COMPLETED);
        assertThat(stored().progress().sourceBytes()).isEqualTo(100);
        assertThat(runs.manifest(run.id()).block()).isNotEmpty();
        assertThat(bucket.list("")).hasSize(2);
        assertThat(payload(1)).isInstanceOfSatisfying(BackupCompleted.class, completed -> {
            assertThat(completed.getPartial()).isFalse();
            // 7 of a table and 5 of a partition; the partitioned table's are those of its partition.
            assertThat(completed.getRowCount()).contains(12L);
        });
    }

    @Test
    void completesPartlyWhereOnlyOneLocationIsComplete() throws Exception {
        Runs.putChunk(bucket, run);
        Runs.putManifest(bucket, run);
        Runs.putChunk(folder, run);
        ownerDies();

        failStalledRuns.endAll();

        assertThat(stored().state()).isEqualTo(RunState.PARTIAL);
        assertThat(stored().copies()).extracting(RunCopy::state).containsExactly(CopyState.STORED, CopyState.FAILED);
        assertThat(bucket.list("")).hasSize(2);
        assertThat(folder.list("")).isEmpty();
    }

    @Test
    void doesNotTrustAManifestWhoseObjectsAreNotThere() throws Exception {
        Runs.putManifest(bucket, run);
        ownerDies();

        failStalledRuns.endAll();

        assertThat(stored().state()).isEqualTo(RunState.FAILED);
        assertThat(bucket.list(""))
                .as("a folder with a manifest is for a person to look at")
                .hasSize(1);
    }

    @Test
    void doesNotTrustAManifestOfAnotherRunOrGarbage() throws Exception {
        BackupRun other = Runs.running("shop");
        Runs.putChunk(bucket, run);
        Runs.put(bucket, Runs.folder(run) + ObjectKeys.MANIFEST, ManifestJson.write(Runs.manifest(other)));
        Runs.putChunk(folder, run);
        Runs.put(folder, Runs.folder(run) + ObjectKeys.MANIFEST, new byte[] {'{'});
        ownerDies();

        failStalledRuns.endAll();

        assertThat(stored().state()).isEqualTo(RunState.FAILED);
    }

    @Test
    void honoursAWishToCancelThatItsOwnerCouldNot() {
        runs.requestCancel(run.id(), new Cancellation("ada", now)).block();
        ownerDies();

        failStalledRuns.endAll();

        assertThat(stored().state()).isEqualTo(RunState.CANCELLED);
        assertThat(payload(1)).isInstanceOfSatisfying(BackupFailed.class, failed -> assertThat(failed.getCancelledBy())
                .contains("ada"));
    }

    @Test
    void refusesWhatTheFormerOwnerFindsOutLater() {
        ownerDies();
        failStalledRuns.endAll();

        Mono<BackupRun> late = record.completed(
                run,
                Runs.manifest(run),
                new byte[0],
                run.copies().stream().map(copy -> copy.stored(12)).toList());

        assertThat(late.onErrorResume(LeaseLost.class, lost -> Mono.empty()).block())
                .isNull();
        assertThat(stored().state()).isEqualTo(RunState.FAILED);
        assertThat(events).hasSize(2);
        assertThat(payload(0)).isInstanceOf(BackupStarted.class);
    }

    @Test
    void sweepsNeitherBackupsNorLiveRunsNorWhatIsNotOurs() throws Exception {
        BackupRun strange = Runs.running("other-installation");
        Runs.putChunk(bucket, run);
        Runs.putChunk(bucket, strange);

        sweep.everywhere();
        assertThat(bucket.list("")).hasSize(2);

        Runs.putChunk(folder, run);
        Runs.putManifest(folder, run);
        ownerDies();
        failStalledRuns.endAll();
        sweep.everywhere();

        assertThat(stored().state()).isEqualTo(RunState.PARTIAL);
        assertThat(folder.list("")).hasSize(2);
        assertThat(bucket.list("")).singleElement().satisfies(object -> assertThat(object.key())
                .startsWith("other-installation/"));
    }

    @Test
    void sweepsNoChunksOfACopyThatCountsEvenWithoutItsManifest() throws Exception {
        for (InMemoryLocation location : List.of(bucket, folder)) {
            Runs.putChunk(location, run);
            Runs.putManifest(location, run);
        }
        ownerDies();
        failStalledRuns.endAll();
        bucket.delete(Runs.folder(run) + ObjectKeys.MANIFEST);

        sweep.everywhere();

        assertThat(bucket.list("")).hasSize(1);
    }

    private void ownerDies() {
        now = now.plusSeconds(31);
    }

    private BackupRun stored() {
        return runs.find(run.id()).block();
    }

    private Object payload(int event) {
        return events.get(event).payload();
    }

    /** Memory has no transactions. */
    private static final class WithoutTransaction implements TransactionalOperator {

        @Override
        public <T> Flux<T> transactional(Flux<T> flux) {
            return flux;
        }

        @Override
        public <T> Mono<T> transactional(Mono<T> mono) {
            return mono;
        }

        @Override
        public <T> Flux<T> execute(TransactionCallback<T> action) {
            throw new UnsupportedOperationException();
        }
    }
}
