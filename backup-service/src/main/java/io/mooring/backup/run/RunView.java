package io.mooring.backup.run;

import io.mooring.backup.location.ObjectLock;
import io.mooring.backup.pipeline.CopyState;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A run as the API shows it. Bytes, seconds, UTC.
 *
 * @param letGo when and why retention let its backup go; null while it is kept
 */
public record RunView(
        String id,
        String planId,
        String planName,
        String trigger,
        @Nullable String requestedBy,
        String state,
        @Nullable String phase,
        RunProgress progress,
        Instant queuedAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        List<CopyView> copies,
        @Nullable RunFailure failure,
        boolean cancelRequested,
        String correlationId,
        String sourceKind,
        @Nullable String chainId,
        List<String> remarks,
        @Nullable LetGo letGo) {

    /**
     * One location's copy: writing, stored or failed.
     *
     * @param objectLock none, governance or compliance: whether the location itself refuses to delete it
     * @param lockedUntil null without such a lock
     */
    public record CopyView(
            String locationId,
            String kind,
            String state,
            long bytes,
            @Nullable String problem,
            String objectLock,
            @Nullable Instant lockedUntil) {

        static CopyView of(RunCopy copy) {
            return new CopyView(
                    copy.locationId(),
                    word(copy.kind()),
                    word(copy.state()),
                    copy.bytes(),
                    copy.state() == CopyState.FAILED ? copy.problem() : null,
                    ObjectLock.Mode.NONE.word(),
                    null);
        }

        private CopyView locked(CopyLock lock) {
            return lock.until() == null
                    ? this
                    : new CopyView(
                            locationId, kind, state, bytes, problem, lock.mode().word(), lock.until());
        }
    }

    /** A run that waits writes nowhere yet, so it shows no copies. */
    public static RunView of(BackupRun run) {
        RunRequest request = run.request();
        return new RunView(
                run.id(),
                request.planId(),
                request.planName(),
                request.trigger().word(),
                request.requestedBy(),
                run.state().word(),
                run.phase() == null ? null : word(run.phase()),
                run.progress(),
                run.queuedAt(),
                run.startedAt(),
                run.finishedAt(),
                run.startedAt() == null
                        ? List.of()
                        : run.copies().stream().map(CopyView::of).toList(),
                run.failure(),
                run.cancellation() != null,
                request.correlationId(),
                request.sourceKind().word(),
                run.chainId(),
                run.remarks(),
                null);
    }

    RunView letGo(@Nullable LetGo letGo) {
        return with(copies, letGo);
    }

    /** @param locks of any runs */
    RunView locked(List<CopyLock> locks) {
        List<CopyView> known = copies.stream()
                .map(copy -> locks.stream()
                        .filter(lock ->
                                lock.runId().equals(id) && lock.locationId().equals(copy.locationId()))
                        .findFirst()
                        .map(copy::locked)
                        .orElse(copy))
                .toList();
        return with(known, letGo);
    }

    private RunView with(List<CopyView> copies, @Nullable LetGo letGo) {
        return new RunView(
                id,
                planId,
                planName,
                trigger,
                requestedBy,
                state,
                phase,
                progress,
                queuedAt,
                startedAt,
                finishedAt,
                copies,
                failure,
                cancelRequested,
                correlationId,
                sourceKind,
                chainId,
                remarks,
                letGo);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
