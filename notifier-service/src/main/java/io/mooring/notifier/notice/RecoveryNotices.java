package io.mooring.notifier.notice;

import io.mooring.events.backup.BackupOverdue;
import io.mooring.events.backup.ComponentRecovery;
import io.mooring.events.backup.DrillMode;
import io.mooring.events.backup.DrillScenario;
import io.mooring.events.backup.OverdueKind;
import io.mooring.events.backup.RecoveryDrillCompleted;
import io.mooring.events.backup.RestoreCompleted;
import io.mooring.events.backup.RestoreVerified;
import io.mooring.events.backup.TableDifference;
import io.mooring.events.backup.Verdict;
import io.mooring.events.common.Failure;
import io.mooring.events.common.Outcome;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.notice.Notice.Fact;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;

/**
 * Whether data would come back, in words: verifications, restores, drills, and what did not happen. A verification that passed calls
 * nobody; one that failed means that a backup is none.
 */
final class RecoveryNotices {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);
    private static final int TABLES_NAMED = 10;

    /** What is told of an event, without the event's own marks. */
    record Told(
            String planId, Severity severity, String title, String text, List<Fact> facts, Optional<String> runId) {}

    private RecoveryNotices() {}

    static Optional<Told> of(SpecificRecord payload) {
        return switch (payload) {
            case BackupOverdue overdue -> Optional.of(overdue(overdue));
            case RestoreVerified verified -> verified(verified);
            case RestoreCompleted restored -> Optional.of(restored(restored));
            case RecoveryDrillCompleted drill -> drill(drill);
            default -> Optional.empty();
        };
    }

    private static Told overdue(BackupOverdue overdue) {
        String title =
                switch (overdue.getKind()) {
                    case BACKUP -> "The backup of %s is overdue";
                    case RESTORE_TEST -> "The restore test of %s is overdue";
                    case RECOVERY_DRILL -> "The recovery drill of %s is overdue";
                    case RECOVERY_POINT -> "The recovery point of %s is behind its objective";
                    case WAL_CONTINUITY -> "The WAL of %s has a gap";
                    case UNKNOWN -> "Something expected of %s did not happen";
                };
        List<Fact> facts = List.of(
                new Fact("Expected at", TIME.format(overdue.getExpectedAt())),
                new Fact("Last", overdue.getLastCompletedAt().map(TIME::format).orElse("never")));
        return new Told(
                overdue.getPlanId(),
                severity(overdue.getKind()),
                title.formatted(overdue.getPlanName()),
                words(overdue),
                facts,
                Optional.empty());
    }

    private static String words(BackupOverdue overdue) {
        return switch (overdue.getKind()) {
            case RECOVERY_POINT ->
                "If the server were lost now, everything since the last shipped WAL would be lost with it.\n"
                        + "What to do: look at the plan's recovery in the console; it says what holds the WAL up.";
            case WAL_CONTINUITY ->
                "No time after the gap can be restored from the base backups before it.\n"
                        + "What to do: take a base backup now; from its end on every time can be restored again.";
            case BACKUP, RESTORE_TEST, RECOVERY_DRILL, UNKNOWN ->
                "It should have happened at %s and has not, nor within %s after.\nWhat to do: look why in the console, then start it by hand."
                        .formatted(
                                TIME.format(overdue.getExpectedAt()),
                                words(Duration.ofMillis(overdue.getGraceMillis())));
        };
    }

    private static Severity severity(OverdueKind kind) {
        return switch (kind) {
            case BACKUP, RECOVERY_POINT, WAL_CONTINUITY -> Severity.CRITICAL;
            case RESTORE_TEST, RECOVERY_DRILL, UNKNOWN -> Severity.WARNING;
        };
    }

    private static Optional<Told> verified(RestoreVerified verified) {
        List<String> failed = failedVerdicts(verified);
        if (failed.isEmpty()) {
            return Optional.empty();
        }
        boolean onlySlow = failed.equals(List.of("not fast enough"));
        String title = "Backup of %s is %s".formatted(verified.getPlanName(), String.join(" and ", failed));
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Location", verified.getLocationId()));
        verified.getRestoreMillis()
                .ifPresent(millis -> facts.add(new Fact("Restore took", words(Duration.ofMillis(millis)))));
        verified.getObjectiveMillis()
                .ifPresent(millis -> facts.add(new Fact("Objective", words(Duration.ofMillis(millis)))));
        return Optional.of(new Told(
                verified.getPlanId(),
                onlySlow ? Severity.WARNING : Severity.CRITICAL,
                title,
                words(verified),
                facts,
                Optional.of(verified.getRunId())));
    }

    private static List<String> failedVerdicts(RestoreVerified verified) {
        List<String> failed = new ArrayList<>();
        addIfFailed(failed, verified.getPresent(), "damaged or missing");
        addIfFailed(failed, verified.getRestorable(), "not restorable");
        addIfFailed(failed, verified.getDataIntact(), "not what the source held");
        addIfFailed(failed, verified.getFastEnough(), "not fast enough");
        return failed;
    }

    private static void addIfFailed(List<String> failed, Verdict verdict, String words) {
        if (verdict == Verdict.FAILED) {
            failed.add(words);
        }
    }

    private static String words(RestoreVerified verified) {
        String why = verified.getFailure().map(RecoveryNotices::words).orElse("See the verification in the console.");
        List<TableDifference> differences = verified.getDifferences();
        if (differences.isEmpty()) {
            return why;
        }
        String tables = differences.stream()
                .limit(TABLES_NAMED)
                .map(table -> "%s: %d rows instead of %d"
                        .formatted(table.getTable(), table.getRestoredRows(), table.getExpectedRows()))
                .collect(Collectors.joining("\n"));
        int more = differences.size() - TABLES_NAMED;
        return why + "\n" + tables + (more > 0 ? "\nand " + more + " more tables" : "");
    }

    private static Told restored(RestoreCompleted restored) {
        boolean well = restored.getOutcome() == Outcome.SUCCEEDED;
        String title = (well ? "Restore of %s to %s completed" : "Restore of %s to %s failed")
                .formatted(restored.getPlanName(), restored.getTargetName());
        String text = restored.getFailure()
                .map(RecoveryNotices::words)
                .orElse(restored.getPreviousKeptAs()
                        .map(kept -> "The previous database is kept as “" + kept + "” until somebody confirms.")
                        .orElse(""));
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Requested by", restored.getRequestedBy()));
        restored.getApprovedBy().ifPresent(approver -> facts.add(new Fact("Approved by", approver)));
        facts.add(new Fact("Restored", Bytes.words(restored.getRestoredBytes())));
        facts.add(new Fact("Took", words(Duration.between(restored.getStartedAt(), restored.getCompletedAt()))));
        return new Told(
                restored.getPlanId(),
                well ? Severity.INFO : Severity.CRITICAL,
                title,
                text,
                facts,
                Optional.of(restored.getRunId()));
    }

    private static Optional<Told> drill(RecoveryDrillCompleted drill) {
        boolean well = drill.getOutcome() == Outcome.SUCCEEDED;
        if (drill.getMode() == DrillMode.DRY_RUN && well) {
            return Optional.empty();
        }
        List<String> missed = drill.getComponents().stream()
                .filter(component -> component.getMet() == Verdict.FAILED)
                .map(ComponentRecovery::getComponent)
                .toList();
        String scenario = scenario(drill.getScenario());
        String title = well
                ? missed.isEmpty()
                        ? "Recovery drill (%s) met its objectives".formatted(scenario)
                        : "Recovery drill (%s) missed the objective of %s"
                                .formatted(scenario, String.join(", ", missed))
                : "Recovery drill (%s) failed".formatted(scenario);
        Severity severity = well ? missed.isEmpty() ? Severity.INFO : Severity.WARNING : Severity.CRITICAL;
        List<Fact> facts = List.of(
                new Fact("Steps", drill.getStepsDone() + " of " + drill.getStepsTotal()),
                new Fact("Started by", drill.getStartedBy()),
                new Fact("Took", words(Duration.between(drill.getStartedAt(), drill.getCompletedAt()))));
        String text = drill.getFailure().map(RecoveryNotices::words).orElse("");
        return Optional.of(new Told(drill.getPlanId(), severity, title, text, facts, Optional.empty()));
    }

    private static String scenario(DrillScenario scenario) {
        return scenario.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String words(Failure failure) {
        String remedy = failure.getRemedy().strip();
        String message = failure.getMessage().strip();
        return remedy.isEmpty() ? message : message + "\nWhat to do: " + remedy;
    }

    /** "45 s", "12 min", "3 h 20 min". */
    private static String words(Duration duration) {
        if (duration.toSeconds() < 100) {
            return Math.max(0, duration.toSeconds()) + " s";
        }
        if (duration.toMinutes() < 100) {
            return duration.toMinutes() + " min";
        }
        return duration.toHours() + " h"
                + (duration.toMinutesPart() == 0 ? "" : " " + duration.toMinutesPart() + " min");
    }
}
