package io.mooring.backup.verify;

import io.mooring.backup.BackupSettings;
import io.mooring.backup.job.Job;
import io.mooring.backup.job.JobControl;
import io.mooring.backup.job.JobHandler;
import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.location.BackupLocations;
import io.mooring.backup.restore.ReadingKeys;
import io.mooring.backup.run.BackupRun;
import io.mooring.backup.run.BackupRuns;
import io.mooring.backup.verify.CarryOutVerification.Answer;
import io.mooring.backup.verify.CarryOutVerification.Progress;
import io.mooring.platform.events.BlockingBridge;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads every object of a backup again, from every location that has a copy. Needs no private key. */
@Component
final class VerifyChecksums implements JobHandler {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long NOTE_EVERY = TimeUnit.SECONDS.toNanos(1);

    private final CarryOutVerification carryOut;
    private final BackupLocations locations;
    private final BackupRuns runs;
    private final ReadCopy readCopy;
    private final ReadingPace pace;
    private final VerificationMeters meters;

    VerifyChecksums(
            CarryOutVerification carryOut,
            BackupLocations locations,
            BackupRuns runs,
            ReadingKeys keys,
            BackupSettings settings,
            VerificationMeters meters) {
        this.carryOut = carryOut;
        this.locations = locations;
        this.runs = runs;
        this.readCopy = new ReadCopy(keys.signers());
        this.pace = new ReadingPace(settings.verification().readPerSecond().toBytes());
        this.meters = meters;
    }

    @Override
    public String kind() {
        return VerificationKind.CHECKSUMS.job();
    }

    @Override
    public int concurrent() {
        return 2;
    }

    @Override
    public void carryOut(Job job, JobControl control) throws InterruptedException {
        carryOut.carryOut(job, control, this::check);
    }

    @Override
    public void giveUp(Job job, JobControl control, RuntimeException cause) {
        carryOut.giveUp(job, control, cause);
    }

    private Answer check(Verification running, BackupRun run, Progress progress) throws InterruptedException {
        byte @Nullable [] recorded = BlockingBridge.await(runs.manifest(run.id()), PATIENCE);
        Verification now = running;
        for (CopyReading copy : running.copies()) {
            if (!copy.isOver()) {
                now = progress.note(now.read(read(now, copy, recorded, progress)));
            }
        }
        return answer(now);
    }

    private CopyReading read(Verification now, CopyReading copy, byte @Nullable [] recorded, Progress progress)
            throws InterruptedException {
        Optional<BackupLocation> location = locations.find(copy.locationId());
        if (location.isEmpty()) {
            return copy.found(
                    Finding.unknown("The location " + copy.locationId() + " is not in the settings any more."));
        }
        long[] noted = {System.nanoTime()};
        return readCopy.read(
                new PacedLocation(location.get(), pace, meters::read), now.request(), copy, recorded, soFar -> {
                    if (System.nanoTime() - noted[0] >= NOTE_EVERY) {
                        progress.note(now.read(soFar));
                        noted[0] = System.nanoTime();
                    }
                });
    }

    private static Answer answer(Verification now) {
        List<CopyReading> damaged = now.copies().stream()
                .filter(copy -> copy.present().is(Verdict.FAILED))
                .toList();
        String remedy = damaged.isEmpty()
                ? null
                : now.copies().stream().anyMatch(copy -> copy.present().is(Verdict.PASSED))
                        ? "Another location has a good copy: restore from there, and see what happened to this one."
                        : "No copy of this backup is known to be good: take a new backup now, and see what happened to"
                                + " the locations.";
        return new Answer(now, Findings.checksums(together(now.copies(), damaged)), remedy);
    }

    /** The worst of all copies decides, and tells how many there are. */
    private static Finding together(List<CopyReading> copies, List<CopyReading> damaged) {
        if (!damaged.isEmpty()) {
            String others = damaged.size() == 1 ? "" : " " + (damaged.size() - 1) + " more copies are damaged.";
            return Finding.failed(damaged.getFirst().present().reason() + others);
        }
        Optional<CopyReading> open = copies.stream()
                .filter(copy -> !copy.present().is(Verdict.PASSED))
                .findFirst();
        return open.map(copy -> Finding.unknown(copy.present().reason()))
                .orElseGet(() -> copies.size() == 1
                        ? copies.getFirst().present()
                        : Finding.passed("Each of the " + copies.size() + " copies: "
                                + copies.getFirst().present().reason()));
    }
}
