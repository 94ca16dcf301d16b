package io.mooring.backup.verify;

import io.mooring.backup.job.Job;
import io.mooring.backup.job.JobControl;
import io.mooring.backup.job.JobHandler;
import io.mooring.backup.key.DecryptionKey;
import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.location.BackupLocations;
import io.mooring.backup.read.ReadFailure;
import io.mooring.backup.read.StoredBackup;
import io.mooring.backup.restore.ReadingKeys;
import io.mooring.backup.run.BackupRun;
import io.mooring.backup.verify.CarryOutVerification.Answer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Restores a backup into something that is thrown away and compares what came back. Only on hosts that have a private key; the others
 * leave it to them. Begun anew after a crash: what a dead process had restored went with it.
 */
@Component
final class VerifyByRestore implements JobHandler {

    private final CarryOutVerification carryOut;
    private final BackupLocations locations;
    private final ReadingKeys keys;
    private final List<TestRestore> tests;

    VerifyByRestore(
            CarryOutVerification carryOut,
            BackupLocations locations,
            ReadingKeys keys,
            ObjectProvider<TestRestore> tests) {
        this.carryOut = carryOut;
        this.locations = locations;
        this.keys = keys;
        this.tests = tests.orderedStream().toList();
    }

    @Override
    public String kind() {
        return VerificationKind.RESTORE_TEST.job();
    }

    @Override
    public int concurrent() {
        return keys.decryptionKey().isPresent() ? 1 : 0;
    }

    @Override
    public void carryOut(Job job, JobControl control) throws InterruptedException {
        DecryptionKey key = keys.decryptionKey().orElseThrow();
        carryOut.carryOut(job, control, (running, run, progress) -> check(running, run, key));
    }

    @Override
    public void giveUp(Job job, JobControl control, RuntimeException cause) {
        carryOut.giveUp(job, control, cause);
    }

    /** The first location that answers; one whose copy is damaged is not passed over, for that is what somebody wants to know. */
    private Answer check(Verification running, BackupRun run, DecryptionKey key) throws InterruptedException {
        @Nullable Answer away = null;
        for (CopyReading copy : running.copies()) {
            Answer answer = check(running, copy.locationId(), run, key);
            if (!answer.findings().present().is(Verdict.UNKNOWN)
                    || !answer.findings().restorable().is(Verdict.UNKNOWN)) {
                return answer;
            }
            away = answer;
        }
        return away != null
                ? away
                : decided(running, "none", new Stopwatch(), TestOutcome.unknown("The backup has no copy.", null));
    }

    private Answer check(Verification running, String locationId, BackupRun run, DecryptionKey key)
            throws InterruptedException {
        Stopwatch stopwatch = new Stopwatch();
        return decided(running, locationId, stopwatch, outcome(running, locationId, run, key, stopwatch));
    }

    private TestOutcome outcome(
            Verification running, String locationId, BackupRun run, DecryptionKey key, Stopwatch stopwatch)
            throws InterruptedException {
        Optional<BackupLocation> location = locations.find(locationId);
        if (location.isEmpty()) {
            return TestOutcome.unknown("The location " + locationId + " is not in the settings any more.", null);
        }
        try {
            StoredBackup backup =
                    StoredBackup.open(location.get(), running.request().planId(), run.id(), keys.signers());
            Optional<TestRestore> test = tests.stream()
                    .filter(one -> one.canTest(backup.manifest().source()))
                    .findFirst();
            return test.isPresent()
                    ? test.get().test(backup, key, stopwatch)
                    : TestOutcome.unknown(
                            "Backups of the kind '" + backup.manifest().source().kind()
                                    + "' cannot be restore-tested by this version.",
                            "Restore it by hand into a place of its own, and look.");
        } catch (ReadFailure failure) {
            return TestOutcome.unreadable(failure);
        }
    }

    private static Answer decided(Verification running, String locationId, Stopwatch stopwatch, TestOutcome outcome) {
        int different = outcome.differences().size();
        Measured measured = new Measured(
                locationId,
                outcome.compared(),
                different,
                outcome.differences().subList(0, Math.min(different, Measured.MAX_DIFFERENCES)),
                stopwatch.restoreMillis(),
                outcome.replayed(),
                stopwatch.steps());
        Finding fastEnough =
                FastEnough.of(running.request().objective(), outcome.restorable(), stopwatch.restoreMillis());
        Findings findings = new Findings(outcome.present(), outcome.restorable(), outcome.dataIntact(), fastEnough);
        Verification now = running.measured(measured);
        for (CopyReading copy : running.copies()) {
            now = now.read(
                    copy.locationId().equals(locationId)
                            ? copy.found(outcome.present())
                            : copy.found(Finding.skipped("The restore test read another copy.")));
        }
        return new Answer(now, findings, outcome.remedy());
    }
}
