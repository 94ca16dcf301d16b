package io.mooring.backup.catchup;

import io.micrometer.core.instrument.MeterRegistry;
import io.mooring.backup.BackupTelemetry;
import io.mooring.backup.Sentence;
import io.mooring.backup.job.Job;
import io.mooring.backup.job.JobControl;
import io.mooring.backup.job.JobHandler;
import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.location.BackupLocations;
import io.mooring.backup.location.LocationFailure;
import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.manifest.ManifestJson;
import io.mooring.backup.manifest.ManifestRejected;
import io.mooring.backup.run.BackupRun;
import io.mooring.backup.run.BackupRuns;
import io.mooring.backup.run.BackupStored;
import io.mooring.backup.run.RecordRuns;
import io.mooring.backup.run.RunCopy;
import io.mooring.platform.events.BlockingBridge;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Makes up the copies that runs of a plan could not store, oldest first: a run of a chain counts at a location only where the runs
 * that it refers to are stored too.
 */
@Component
final class MakeUpCopies implements JobHandler {

    static final String KIND = "make-up-copies";

    private static final Logger LOG = LoggerFactory.getLogger(MakeUpCopies.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final MissingCopies missing;
    private final BackupRuns runs;
    private final RecordRuns record;
    private final BackupLocations locations;
    private final BackupStored stored;
    private final InstantSource clock;
    private final MeterRegistry meters;

    MakeUpCopies(
            MissingCopies missing,
            BackupRuns runs,
            RecordRuns record,
            BackupLocations locations,
            BackupStored stored,
            InstantSource clock,
            MeterRegistry meters) {
        this.missing = missing;
        this.runs = runs;
        this.record = record;
        this.locations = locations;
        this.stored = stored;
        this.clock = clock;
        this.meters = meters;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public int concurrent() {
        return 2;
    }

    @Override
    public void carryOut(Job job, JobControl control) throws InterruptedException {
        // Only this job makes up copies of the plan: what is marked was left by one that died.
        control.record(missing.abandon(job.subject()));
        List<String> partial = Objects.requireNonNull(
                BlockingBridge.await(missing.partialRuns(job.subject()).collectList(), PATIENCE));
        for (String runId : partial) {
            BackupRun run = find(runId);
            byte[] manifest = BlockingBridge.await(runs.manifest(runId), PATIENCE);
            if (run != null && manifest != null) {
                for (RunCopy copy : run.copies()) {
                    if (!copy.isStored()) {
                        makeUp(runId, copy.locationId(), manifest, control);
                    }
                }
            }
        }
        control.finish(Mono.empty());
    }

    private @Nullable BackupRun find(String runId) {
        return BlockingBridge.await(runs.find(runId), PATIENCE);
    }

    private void makeUp(String runId, String locationId, byte[] bytes, JobControl control) throws InterruptedException {
        Optional<BackupLocation> to = locations.find(locationId);
        if (to.isEmpty()) {
            return;
        }
        BackupRun run = Objects.requireNonNull(find(runId));
        if (!Boolean.TRUE.equals(control.record(missing.begin(runId, locationId, clock.instant())))) {
            return;
        }
        try {
            Manifest manifest = ManifestJson.read(bytes);
            requireChain(manifest, locationId);
            fromAnyOf(run, to.get(), manifest, bytes);
            control.record(
                    record.madeUp(run, manifest, locationId).then(Mono.defer(() -> missing.done(runId, locationId))));
            stored.stored(runId);
            count(run, locationId, "made-up");
            LOG.info("The copy of run {} at location {} is made up", runId, locationId);
        } catch (LocationFailure | CopyBackup.CopyRefused | ManifestRejected refused) {
            control.record(missing.failed(runId, locationId, Sentence.of(String.valueOf(refused.getMessage()))));
            count(run, locationId, "failed");
            LOG.warn("The copy of run {} at location {} is still missing: {}", runId, locationId, refused.getMessage());
        }
    }

    private void requireChain(Manifest manifest, String locationId) throws CopyBackup.CopyRefused {
        for (String needed : manifest.references().stream()
                .map(Manifest.Reference::runId)
                .distinct()
                .toList()) {
            BackupRun run = find(needed);
            boolean stored = run != null
                    && run.copies().stream().anyMatch(copy -> copy.locationId().equals(locationId) && copy.isStored());
            if (!stored) {
                throw new CopyBackup.CopyRefused(
                        "The backup refers to run " + needed + ", which is not stored at location " + locationId);
            }
        }
    }

    /** The first good source is enough; the last one's refusal is the reason. */
    private void fromAnyOf(BackupRun run, BackupLocation to, Manifest manifest, byte[] bytes)
            throws LocationFailure, CopyBackup.CopyRefused, InterruptedException {
        List<BackupLocation> sources = run.copies().stream()
                .filter(RunCopy::isStored)
                .flatMap(copy -> locations.find(copy.locationId()).stream())
                .toList();
        CopyBackup.CopyRefused last = new CopyBackup.CopyRefused("No location that has the backup is in the settings");
        for (BackupLocation from : sources) {
            try {
                new CopyBackup(from, to, manifest).copy(bytes);
                return;
            } catch (CopyBackup.CopyRefused refused) {
                last = refused;
            }
        }
        throw last;
    }

    private void count(BackupRun run, String locationId, String outcome) {
        BackupTelemetry.COPIES_MADE_UP
                .counter(
                        meters,
                        BackupTelemetry.PLAN,
                        run.request().planId(),
                        BackupTelemetry.LOCATION,
                        locationId,
                        BackupTelemetry.OUTCOME,
                        outcome)
                .increment();
    }

    @Override
    public void giveUp(Job job, JobControl control, RuntimeException cause) {
        // Tried again at the next time.
        control.finish(missing.abandon(job.subject()));
    }
}
