package io.mooring.backup.drill;

import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.location.BackupLocations;
import io.mooring.backup.location.LocationHealth;
import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.manifest.ManifestJson;
import io.mooring.backup.manifest.ManifestRejected;
import io.mooring.backup.read.ReadFailure;
import io.mooring.backup.read.StoredBackup;
import io.mooring.backup.restore.ReadingKeys;
import io.mooring.backup.run.BackupRun;
import io.mooring.backup.run.BackupRuns;
import io.mooring.backup.run.BackupRuns.RunFilter;
import io.mooring.backup.run.RunCopy;
import io.mooring.backup.verify.VerifiedRuns;
import io.mooring.platform.events.BlockingBridge;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The automatic steps that only look: choosing a backup and asking its locations. Blocking. */
@Component
final class DoStep {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int RECENT = 200;

    private final BackupRuns runs;
    private final VerifiedRuns verified;
    private final BackupLocations locations;
    private final ReadingKeys keys;

    DoStep(BackupRuns runs, VerifiedRuns verified, BackupLocations locations, ReadingKeys keys) {
        this.runs = runs;
        this.verified = verified;
        this.locations = locations;
        this.keys = keys;
    }

    /** How a step ended. */
    record Result(StepOutcome outcome, String words, Chosen chosen) {}

    Result chooseBackup(Drill drill, Chosen chosen) {
        String planId = drill.request().planId();
        VerifiedRuns.VerifiedRun good = BlockingBridge.await(verified.newestVerified(planId), PATIENCE);
        BackupRun run = BlockingBridge.await(good == null ? newest(planId) : runs.find(good.runId()), PATIENCE);
        if (run == null) {
            return new Result(
                    StepOutcome.FAILED, "The plan '" + drill.request().planName() + "' has no backup at all.", chosen);
        }
        Instant consistentAt = consistentAt(run);
        String words = "The backup " + run.id() + ", consistent at " + consistentAt + "; "
                + (good == null
                        ? "it was never verified"
                        : good.proven()
                                ? "a restore test has proven it"
                                : "it was read again, but never restore-tested")
                + ".";
        return new Result(StepOutcome.DONE, words, chosen.backup(run.id(), consistentAt));
    }

    private reactor.core.publisher.Mono<BackupRun> newest(String planId) {
        return runs.list(new RunFilter(planId, null, null, RECENT))
                .filter(run -> run.state().hasBackup())
                .collectList()
                .flatMap(found ->
                        reactor.core.publisher.Mono.justOrEmpty(found.stream().findFirst()));
    }

    /** The source's moment; where the manifest does not tell, when the run began: never newer than the truth. */
    private Instant consistentAt(BackupRun run) {
        byte @Nullable [] bytes = BlockingBridge.await(runs.manifest(run.id()), PATIENCE);
        try {
            if (bytes != null) {
                Manifest manifest = ManifestJson.read(bytes);
                return manifest.source().consistentAt();
            }
        } catch (ManifestRejected unreadable) {
            // The next step reads the one at the location and says so.
        }
        return Objects.requireNonNull(run.startedAt());
    }

    /** At least one location must have it whole; each that has not is told. */
    Result checkLocations(Drill drill, Chosen chosen) throws InterruptedException {
        String runId = chosen.runId();
        BackupRun run = runId == null ? null : BlockingBridge.await(runs.find(runId), PATIENCE);
        if (run == null) {
            return new Result(StepOutcome.UNKNOWN, "No backup was chosen, so there was nothing to look at.", chosen);
        }
        List<String> words = new ArrayList<>();
        int good = 0;
        for (RunCopy copy : run.copies()) {
            if (copy.isStored()) {
                String trouble = trouble(drill, run, copy.locationId());
                good += trouble == null ? 1 : 0;
                words.add(trouble == null ? "The location " + copy.locationId() + " has it." : trouble);
            }
        }
        return new Result(good > 0 ? StepOutcome.DONE : StepOutcome.FAILED, String.join(" ", words), chosen);
    }

    private @Nullable String trouble(Drill drill, BackupRun run, String locationId) throws InterruptedException {
        BackupLocation location = locations.find(locationId).orElse(null);
        if (location == null) {
            return "The location " + locationId + " is not in the settings any more.";
        }
        LocationHealth health = location.check();
        if (health.state() == LocationHealth.State.DOWN) {
            return "The location " + locationId + " is down: " + health.reason();
        }
        try {
            StoredBackup.open(location, drill.request().planId(), run.id(), keys.signers());
            return null;
        } catch (ReadFailure failure) {
            return failure.getMessage();
        }
    }
}
