package io.mooring.backup.verify;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One check of one backup, from the request to its verdicts. A value: each change is a new one, and {@link VerificationState}
 * refuses those that make no sense.
 *
 * @param id UUIDv7, so that ids sort by age
 * @param copies the locations that are read, in the order of the run
 * @param measured of a restore test that came far enough
 * @param remedy what to do about it; null unless something is wrong
 */
public record Verification(
        String id,
        VerificationRequest request,
        VerificationState state,
        Findings findings,
        List<CopyReading> copies,
        @Nullable Measured measured,
        @Nullable String remedy,
        Instant queuedAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {

    public Verification {
        copies = List.copyOf(copies);
        if (state.isOver() != (finishedAt != null)) {
            throw new IllegalArgumentException("an end is given exactly when it is over");
        }
        if (state == VerificationState.RUNNING && startedAt == null) {
            throw new IllegalArgumentException("it has not started");
        }
    }

    static Verification queued(String id, VerificationRequest request, List<String> locationIds, Instant now) {
        return new Verification(
                id,
                request,
                VerificationState.QUEUED,
                Findings.notYet(request.kind()),
                locationIds.stream().map(CopyReading::planned).toList(),
                null,
                null,
                now,
                null,
                null);
    }

    /** Begun, or begun again; what was read before counts. */
    Verification started(Instant now) {
        return change(
                state.to(VerificationState.RUNNING),
                findings,
                copies,
                measured,
                null,
                startedAt == null ? now : startedAt,
                null);
    }

    /** As far as it is. */
    Verification read(CopyReading reading) {
        List<CopyReading> now = copies.stream()
                .map(copy -> copy.locationId().equals(reading.locationId()) ? reading : copy)
                .toList();
        return change(state, findings, now, measured, remedy, startedAt, finishedAt);
    }

    Verification measured(Measured test) {
        return change(state, findings, copies, test, remedy, startedAt, finishedAt);
    }

    /** Over, with these answers. */
    Verification decided(Findings answers, @Nullable String whatToDo, Instant now) {
        return change(state.to(answers.outcome()), answers, copies, measured, whatToDo, startedAt, now);
    }

    Verification cancelled(String by, Instant now) {
        Finding stopped = Finding.unknown("Cancelled by " + by + ".");
        return change(
                state.to(VerificationState.CANCELLED),
                request.kind() == VerificationKind.CHECKSUMS
                        ? Findings.checksums(stopped)
                        : new Findings(stopped, stopped, stopped, stopped),
                copies,
                measured,
                null,
                startedAt,
                now);
    }

    Optional<CopyReading> copy(String locationId) {
        return copies.stream()
                .filter(copy -> copy.locationId().equals(locationId))
                .findFirst();
    }

    private Verification change(
            VerificationState next,
            Findings answers,
            List<CopyReading> readings,
            @Nullable Measured test,
            @Nullable String whatToDo,
            @Nullable Instant begun,
            @Nullable Instant ended) {
        return new Verification(id, request, next, answers, readings, test, whatToDo, queuedAt, begun, ended);
    }
}
