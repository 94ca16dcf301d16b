package io.mooring.backup.run;

import io.mooring.backup.pipeline.Phase;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One backup, from the request to its end. A value: each change is a new one, and {@link RunState} refuses those that make no
 * sense.
 *
 * @param id UUIDv7, so that ids sort by age
 * @param phase present exactly while it runs
 * @param failure present exactly when it failed or was cancelled
 * @param lease present exactly while it runs
 * @param chainId the full run that its backup builds on, its own id when it is one; null without a backup
 * @param remarks in whole sentences, what is not as it should be although there is a backup
 */
public record BackupRun(
        String id,
        RunRequest request,
        RunState state,
        @Nullable Phase phase,
        RunProgress progress,
        Instant queuedAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        List<RunCopy> copies,
        @Nullable RunFailure failure,
        @Nullable Lease lease,
        @Nullable Cancellation cancellation,
        @Nullable String chainId,
        List<String> remarks) {

    public BackupRun {
        copies = List.copyOf(copies);
        remarks = List.copyOf(remarks);
        boolean runs = state == RunState.RUNNING;
        require(
                runs == (lease != null) && runs == (phase != null),
                "a lease and a phase are held exactly while it runs");
        require(state.isOver() == (finishedAt != null), "an end is given exactly when it is over");
        require(
                (state == RunState.FAILED || state == RunState.CANCELLED) == (failure != null),
                "a failure is given exactly when there is no backup");
        require(
                state.hasBackup() == (state.isOver() && copies.stream().anyMatch(RunCopy::isStored)),
                "a backup is there exactly when a copy is stored");
        require(state != RunState.COMPLETED || copies.stream().allMatch(RunCopy::isStored), "a copy is missing");
        require(state == RunState.QUEUED || state == RunState.CANCELLED || startedAt != null, "it has not started");
    }

    /** A run that waits for its turn; its copies are those that it is to make. */
    public static BackupRun queued(String id, RunRequest request, List<RunCopy> planned, Instant now) {
        return new BackupRun(
                id,
                request,
                RunState.QUEUED,
                null,
                RunProgress.NONE,
                now,
                null,
                null,
                planned,
                null,
                null,
                null,
                null,
                List.of());
    }

    /** Now its owner's. */
    BackupRun started(Lease owned, Instant now) {
        return new BackupRun(
                id,
                request,
                state.to(RunState.RUNNING),
                Phase.PREPARING,
                progress,
                queuedAt,
                now,
                null,
                copies,
                null,
                owned,
                cancellation,
                null,
                List.of());
    }

    /** As it is now, told by who works on it. */
    BackupRun reporting(RunReport report) {
        if (state != RunState.RUNNING) {
            return this;
        }
        return new BackupRun(
                id,
                request,
                state,
                report.phase(),
                report.progress(),
                queuedAt,
                startedAt,
                null,
                report.copies(),
                null,
                lease,
                cancellation,
                null,
                List.of());
    }

    BackupRun heldBy(Lease taken) {
        return new BackupRun(
                id,
                request,
                state,
                phase,
                progress,
                queuedAt,
                startedAt,
                null,
                copies,
                null,
                taken,
                cancellation,
                null,
                List.of());
    }

    BackupRun cancelRequested(Cancellation wish) {
        return new BackupRun(
                id,
                request,
                state,
                phase,
                progress,
                queuedAt,
                startedAt,
                finishedAt,
                copies,
                failure,
                lease,
                wish,
                chainId,
                remarks);
    }

    /** Completed, or partial where a copy failed or the backup lacks something. */
    BackupRun completed(RunProgress made, List<RunCopy> outcome, MadeBackup backup, Instant now) {
        boolean whole = backup.whole() && outcome.stream().allMatch(RunCopy::isStored);
        return over(whole ? RunState.COMPLETED : RunState.PARTIAL, made, outcome, null, backup, now);
    }

    /** With a copy that was missing and is there now; completed when nothing else is missing. The end stays what it was. */
    BackupRun madeUp(RunCopy copy, MadeBackup backup) {
        List<RunCopy> now = copies.stream()
                .map(former -> former.locationId().equals(copy.locationId()) ? copy : former)
                .toList();
        return completed(progress, now, backup, Objects.requireNonNull(finishedAt));
    }

    BackupRun failed(RunFailure why, Instant now) {
        return over(RunState.FAILED, progress, givenUp(why), why, null, now);
    }

    BackupRun cancelled(String by, Instant now) {
        RunFailure why = RunFailure.cancelled(by);
        return over(RunState.CANCELLED, progress, givenUp(why), why, null, now);
    }

    private BackupRun over(
            RunState end,
            RunProgress made,
            List<RunCopy> left,
            @Nullable RunFailure why,
            @Nullable MadeBackup backup,
            Instant now) {
        return new BackupRun(
                id,
                request,
                state.to(end),
                null,
                made.atRest(),
                queuedAt,
                startedAt,
                now,
                left,
                why,
                null,
                cancellation,
                backup == null ? null : backup.chainId(),
                backup == null ? List.of() : backup.remarks());
    }

    /** A copy keeps the reason that it failed for by itself. */
    private List<RunCopy> givenUp(RunFailure why) {
        return copies.stream()
                .map(copy -> copy.problem() == null ? copy.failed(why.message()) : copy)
                .toList();
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
