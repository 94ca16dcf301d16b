package io.mooring.backup.verify;

import io.mooring.events.backup.RestoreVerified;
import io.mooring.events.backup.TableDifference;
import io.mooring.events.common.Failure;
import io.mooring.platform.events.OutgoingEvent;
import io.mooring.schemas.TopicCatalogue;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the world is told of verifications. The only place of this package that knows the Avro classes. */
final class VerifyEvents {

    private VerifyEvents() {}

    /** Of one that came to its end: one event for each location that was read. */
    static List<OutgoingEvent> decided(Verification over) {
        return switch (over.request().kind()) {
            case CHECKSUMS ->
                over.copies().stream()
                        .map(copy -> event(over, copy.locationId(), Findings.checksums(copy.present()), null))
                        .toList();
            case RESTORE_TEST -> {
                Measured measured = over.measured();
                String location = over.request().locationId();
                String read = measured != null ? measured.locationId() : location != null ? location : "none";
                yield List.of(event(over, read, over.findings(), measured));
            }
        };
    }

    private static OutgoingEvent event(
            Verification over, String locationId, Findings findings, @Nullable Measured measured) {
        VerificationRequest request = over.request();
        var objective = request.objective();
        RestoreVerified payload = RestoreVerified.newBuilder()
                .setVerificationId(over.id())
                .setRunId(request.runId())
                .setPlanId(request.planId())
                .setPlanName(request.planName())
                .setLocationId(locationId)
                .setPresent(verdict(findings.present()))
                .setRestorable(verdict(findings.restorable()))
                .setDataIntact(verdict(findings.dataIntact()))
                .setFastEnough(verdict(findings.fastEnough()))
                .setTablesCompared(measured == null ? null : measured.compared())
                .setDifferences(measured == null ? List.of() : differences(measured))
                .setRestoreMillis(measured == null ? null : measured.restoreMillis())
                .setObjectiveMillis(objective == null ? null : objective.toMillis())
                .setFailure(failure(over, findings))
                .setStartedAt(Objects.requireNonNullElse(over.startedAt(), over.queuedAt()))
                .setVerifiedAt(Objects.requireNonNull(over.finishedAt()))
                .build();
        return OutgoingEvent.of(TopicCatalogue.BACKUP_RUNS, request.planId(), payload);
    }

    private static List<TableDifference> differences(Measured measured) {
        return measured.differences().stream()
                .map(difference -> TableDifference.newBuilder()
                        .setTable(difference.name())
                        .setExpectedRows(rows(difference.expectedRows()))
                        .setRestoredRows(rows(difference.restoredRows()))
                        .setHashEqual(difference.hashEqual())
                        .build())
                .toList();
    }

    private static long rows(@Nullable Long rows) {
        return rows == null ? 0 : rows;
    }

    private static @Nullable Failure failure(Verification over, Findings findings) {
        String remedy = over.remedy();
        return findings.troubles().stream()
                .filter(finding -> finding.is(Verdict.FAILED))
                .findFirst()
                .map(finding -> Failure.newBuilder()
                        .setCode("verification-failed")
                        .setMessage(finding.reason())
                        .setRemedy(remedy == null ? "" : remedy)
                        .build())
                .orElse(null);
    }

    private static io.mooring.events.backup.Verdict verdict(Finding finding) {
        return switch (finding.verdict()) {
            case PASSED -> io.mooring.events.backup.Verdict.PASSED;
            case FAILED -> io.mooring.events.backup.Verdict.FAILED;
            case SKIPPED -> io.mooring.events.backup.Verdict.SKIPPED;
            case UNKNOWN -> io.mooring.events.backup.Verdict.UNKNOWN;
        };
    }
}
