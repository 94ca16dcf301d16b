package io.mooring.backup.verify;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A verification as the API shows it. Bytes, milliseconds, UTC. */
record VerificationView(
        String id,
        String kind,
        String runId,
        String planId,
        String planName,
        @Nullable String locationId,
        Instant takenAt,
        String trigger,
        @Nullable String requestedBy,
        String state,
        Verdicts verdicts,
        List<Copy> copies,
        @Nullable Measured measured,
        @Nullable Long objectiveMillis,
        @Nullable String remedy,
        @Nullable String waitsFor,
        Instant queuedAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        String correlationId) {

    /** One answer: passed, failed, skipped or unknown. */
    record Answer(String verdict, String reason) {
        static Answer of(Finding finding) {
            return new Answer(finding.verdict().word(), finding.reason());
        }
    }

    record Verdicts(Answer present, Answer restorable, Answer dataIntact, Answer fastEnough) {}

    record Copy(
            String locationId,
            Answer present,
            int objects,
            int objectsRead,
            long bytes,
            long bytesRead,
            int damaged,
            List<Damage> damages) {

        static Copy of(CopyReading copy) {
            return new Copy(
                    copy.locationId(),
                    Answer.of(copy.present()),
                    copy.objects(),
                    copy.objectsRead(),
                    copy.bytes(),
                    copy.bytesRead(),
                    copy.damaged(),
                    copy.damages());
        }
    }

    /** @param hasKey whether this instance does restore tests itself */
    static VerificationView of(Verification one, boolean hasKey) {
        VerificationRequest request = one.request();
        Findings findings = one.findings();
        var objective = request.objective();
        boolean waitsForAnother =
                one.state() == VerificationState.QUEUED && request.kind() == VerificationKind.RESTORE_TEST && !hasKey;
        return new VerificationView(
                one.id(),
                request.kind().word(),
                request.runId(),
                request.planId(),
                request.planName(),
                request.locationId(),
                request.takenAt(),
                request.trigger().word(),
                request.requestedBy(),
                one.state().word(),
                new Verdicts(
                        Answer.of(findings.present()),
                        Answer.of(findings.restorable()),
                        Answer.of(findings.dataIntact()),
                        Answer.of(findings.fastEnough())),
                one.copies().stream().map(Copy::of).toList(),
                one.measured(),
                objective == null ? null : objective.toMillis(),
                one.remedy(),
                waitsForAnother
                        ? "An instance of backup-service that has a private key (backup.restore-key): this one has none."
                        : null,
                one.queuedAt(),
                one.startedAt(),
                one.finishedAt(),
                request.correlationId());
    }
}
