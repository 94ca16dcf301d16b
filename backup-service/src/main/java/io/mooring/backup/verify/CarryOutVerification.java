package io.mooring.backup.verify;

import io.mooring.backup.job.Job;
import io.mooring.backup.job.JobControl;
import io.mooring.backup.job.StopReason;
import io.mooring.backup.run.BackupRun;
import io.mooring.backup.run.BackupRuns;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What checksums and restore tests have in common: taking up where it was, and each way to end. */
@Component
final class CarryOutVerification {

    private final Verifications verifications;
    private final BackupRuns runs;
    private final RecordVerifications record;
    private final InstantSource clock;

    CarryOutVerification(
            Verifications verifications, BackupRuns runs, RecordVerifications record, InstantSource clock) {
        this.verifications = verifications;
        this.runs = runs;
        this.record = record;
        this.clock = clock;
    }

    /** Does the verification itself: everything between "begun" and the answers. */
    @FunctionalInterface
    interface Check {
        /** @param progress commits how far it is */
        Answer check(Verification running, BackupRun run, Progress progress) throws InterruptedException;
    }

    /** Commits a state on the way. */
    @FunctionalInterface
    interface Progress {
        Verification note(Verification now);
    }

    /** A verification as it is at its end, but for the verdicts, and these. */
    record Answer(
            Verification now, Findings findings, @Nullable String remedy) {}

    void carryOut(Job job, JobControl control, Check check) throws InterruptedException {
        Verification found = control.record(verifications.find(job.id()));
        if (found == null || found.state().isOver()) {
            control.finish(Mono.empty());
            return;
        }
        Verification running =
                Objects.requireNonNull(control.record(record.moved(found, found.started(clock.instant()))));
        try {
            BackupRun run = control.record(runs.find(running.request().runId()));
            Answer answer = run == null
                    ? gone(running)
                    : check.check(running, run, now -> Objects.requireNonNull(control.record(record.moved(now, now))));
            Verification over = answer.now().decided(answer.findings(), answer.remedy(), clock.instant());
            control.finish(record.decided(running, over));
        } catch (InterruptedException stopped) {
            if (control.stopReason().orElse(StopReason.SHUTDOWN) != StopReason.CANCELLED) {
                throw stopped;
            }
            String by = control.cancelledBy().orElse("somebody");
            control.finish(record.cancelled(running, running.cancelled(by, clock.instant())));
        }
    }

    /** Broken too often. */
    void giveUp(Job job, JobControl control, RuntimeException cause) {
        control.finish(Mono.defer(() -> verifications.find(job.id()))
                .filter(now -> !now.state().isOver())
                .flatMap(now -> {
                    Finding broke = Finding.unknown("The verification itself broke: " + cause + ".");
                    Findings answers = now.request().kind() == VerificationKind.CHECKSUMS
                            ? Findings.checksums(broke)
                            : new Findings(broke, broke, broke, broke);
                    String remedy =
                            "The log of backup-service has the details under this verification's correlation id.";
                    return record.decided(now, now.decided(answers, remedy, clock.instant()));
                }));
    }

    private static Answer gone(Verification running) {
        Finding unknown = Finding.unknown("The run " + running.request().runId() + " is not known here any more.");
        return new Answer(running, new Findings(unknown, unknown, unknown, unknown), null);
    }
}
