package io.mooring.backup.drill;

import io.mooring.backup.BackupSettings;
import io.mooring.backup.drill.DoStep.Result;
import io.mooring.backup.job.JobControl;
import io.mooring.backup.run.BackupRun;
import io.mooring.backup.run.BackupRuns;
import io.mooring.backup.verify.Measured;
import io.mooring.backup.verify.RequestVerification;
import io.mooring.backup.verify.Verdict;
import io.mooring.backup.verify.Verification;
import io.mooring.backup.verify.VerificationKind;
import io.mooring.backup.verify.VerificationTrigger;
import io.mooring.backup.verify.Verifications;
import io.mooring.backup.verify.Verifications.VerificationFilter;
import io.mooring.platform.events.BlockingBridge;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Has the drill's backup verified and waits for the verdicts. The verification is a job of its own, done by whoever can: a drill needs no
 * private key, and after a crash it goes on waiting for the same one.
 */
@Component
final class AwaitVerification {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final BackupRuns runs;
    private final RequestVerification request;
    private final Verifications verifications;
    private final Duration longest;

    AwaitVerification(
            BackupRuns runs, RequestVerification request, Verifications verifications, BackupSettings settings) {
        this.runs = runs;
        this.request = request;
        this.verifications = verifications;
        this.longest = settings.drills().stepTimeout();
    }

    /** @param remember commits which verification it is, together with its queueing */
    Result await(
            Drill drill,
            Chosen chosen,
            VerificationKind kind,
            JobControl control,
            Function<Mono<Chosen>, Chosen> remember)
            throws InterruptedException {
        String runId = chosen.runId();
        BackupRun run = runId == null ? null : BlockingBridge.await(runs.find(runId), PATIENCE);
        if (run == null) {
            return new Result(StepOutcome.UNKNOWN, "No backup was chosen, so there was nothing to verify.", chosen);
        }
        String known = kind == VerificationKind.CHECKSUMS ? chosen.readingId() : chosen.restoreId();
        Chosen now = known != null ? chosen : remember.apply(queue(drill, chosen, run, kind));
        String id = kind == VerificationKind.CHECKSUMS ? now.readingId() : now.restoreId();
        return answer(await(String.valueOf(id)), now, kind);
    }

    /** One that goes on already will do. */
    private Mono<Chosen> queue(Drill drill, Chosen chosen, BackupRun run, VerificationKind kind) {
        return verifications
                .list(new VerificationFilter(null, run.id(), kind, null, 1))
                .filter(newest -> !newest.state().isOver())
                // Read to the end: a query that is given up half read would hand its connection on in that state.
                .collectList()
                .flatMap(waiting -> Mono.justOrEmpty(waiting.stream().findFirst()))
                .switchIfEmpty(Mono.defer(() -> request.of(
                        run,
                        kind,
                        null,
                        VerificationTrigger.DRILL,
                        drill.request().startedBy())))
                .map(verification -> kind == VerificationKind.CHECKSUMS
                        ? chosen.reading(verification.id())
                        : chosen.restore(verification.id()));
    }

    private @Nullable Verification await(String id) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        while (true) {
            Verification now = BlockingBridge.await(verifications.find(id), PATIENCE);
            if (now == null || now.state().isOver() || System.nanoTime() > deadline) {
                return now;
            }
            Thread.sleep(PAUSE);
        }
    }

    private Result answer(@Nullable Verification over, Chosen chosen, VerificationKind kind) {
        if (over == null || !over.state().isOver()) {
            return new Result(
                    StepOutcome.UNKNOWN,
                    "Nobody did it within " + Words.of(longest)
                            + ". Is there an instance with a private key (backup.restore-key)?",
                    chosen);
        }
        Measured measured = over.measured();
        Chosen now = measured == null || kind == VerificationKind.CHECKSUMS
                ? chosen
                : chosen.restored(measured.restoreMillis(), lost(measured));
        String words = kind == VerificationKind.CHECKSUMS
                ? over.findings().present().reason()
                : over.findings().restorable().reason() + " "
                        + over.findings().dataIntact().reason();
        return switch (over.state()) {
            case PASSED -> new Result(StepOutcome.DONE, words, now);
            case FAILED -> failed(over, now, words);
            case QUEUED, RUNNING, INCONCLUSIVE, CANCELLED ->
                new Result(
                        StepOutcome.UNKNOWN,
                        "The verification " + over.id() + " is " + over.state().word() + ": "
                                + over.findings().present().reason(),
                        now);
        };
    }

    private static @Nullable Long lost(Measured measured) {
        Measured.Replayed wal = measured.replayed();
        return wal == null ? null : wal.lostMillis();
    }

    /** Slow alone does not fail the step: the time is measured against the drill's own objective. */
    private static Result failed(Verification over, Chosen now, String words) {
        var findings = over.findings();
        for (var finding : java.util.List.of(findings.present(), findings.restorable(), findings.dataIntact())) {
            if (finding.verdict() == Verdict.FAILED) {
                return new Result(StepOutcome.FAILED, finding.reason(), now);
            }
        }
        return new Result(StepOutcome.DONE, words + " " + findings.fastEnough().reason(), now);
    }
}
