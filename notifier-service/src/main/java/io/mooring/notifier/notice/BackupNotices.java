package io.mooring.notifier.notice;

import io.mooring.events.backup.BackupCompleted;
import io.mooring.events.backup.BackupCopy;
import io.mooring.events.backup.BackupFailed;
import io.mooring.events.backup.CopyState;
import io.mooring.notifier.notice.Notice.Fact;
import io.mooring.platform.events.ReceivedEvent;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Backup events in words. A partial backup is a warning, not a success; a backup that a person cancelled is no failure. */
public final class BackupNotices {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    /** @return empty for events that nobody needs to be told */
    public Optional<Notice> of(ReceivedEvent<? extends SpecificRecord> event) {
        return switch (event.payload()) {
            case BackupFailed failed -> Optional.of(failed(event, failed));
            case BackupCompleted completed -> Optional.of(completed(event, completed));
            default -> Optional.empty();
        };
    }

    private static Notice failed(ReceivedEvent<?> event, BackupFailed failed) {
        Optional<String> cancelledBy = failed.getCancelledBy();
        String title = cancelledBy
                .map(person -> "Backup of %s was cancelled by %s".formatted(failed.getPlanName(), person))
                .orElseGet(() -> "Backup of %s failed".formatted(failed.getPlanName()));
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(
                "Last good backup",
                failed.getLastCompletedAt().map(TIME::format).orElse("never")));
        facts.add(new Fact("Failed at", TIME.format(failed.getFailedAt())));
        facts.add(new Fact("Reason", failed.getFailure().getCode()));
        facts.add(new Fact("Started by", starter(failed.getRequestedBy())));
        facts.add(new Fact("Run", failed.getRunId()));
        String words =
                (failed.getFailure().getMessage() + "\n" + failed.getFailure().getRemedy()).strip();
        Severity severity = cancelledBy.isPresent() ? Severity.INFO : Severity.CRITICAL;
        return notice(event, "BackupFailed", failed.getPlanId(), severity, title, words, facts);
    }

    private static Notice completed(ReceivedEvent<?> event, BackupCompleted completed) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(
                "Size",
                "%s, stored as %s"
                        .formatted(Bytes.words(completed.getSourceBytes()), Bytes.words(completed.getStoredBytes()))));
        facts.add(new Fact("State of", TIME.format(completed.getConsistentAt())));
        completed
                .getTableCount()
                .flatMap(tables -> completed.getRowCount().map(rows -> "%d tables, %d rows".formatted(tables, rows)))
                .ifPresent(counted -> facts.add(new Fact("Counted", counted)));
        facts.add(new Fact("Started by", starter(completed.getRequestedBy())));
        facts.add(new Fact("Run", completed.getRunId()));
        String words = String.join(
                "\n", completed.getCopies().stream().map(BackupNotices::copy).toList());
        return completed.getPartial()
                ? notice(
                        event,
                        "BackupCompleted",
                        completed.getPlanId(),
                        Severity.WARNING,
                        "Backup of %s is partial: a copy is missing".formatted(completed.getPlanName()),
                        words,
                        facts)
                : notice(
                        event,
                        "BackupCompleted",
                        completed.getPlanId(),
                        Severity.INFO,
                        "Backup of %s completed".formatted(completed.getPlanName()),
                        words,
                        facts);
    }

    private static String copy(BackupCopy copy) {
        return copy.getState() == CopyState.STORED
                ? "%s: stored, %s".formatted(copy.getLocationId(), Bytes.words(copy.getBytes()))
                : "%s: no copy. %s"
                        .formatted(copy.getLocationId(), copy.getProblem().orElse(""))
                        .strip();
    }

    private static Notice notice(
            ReceivedEvent<?> event,
            String type,
            String planId,
            Severity severity,
            String title,
            String words,
            List<Fact> facts) {
        String correlation = event.correlationId() == null ? "" : event.correlationId();
        return new Notice(event.id(), type, "backup/" + planId, severity, title, words, facts, correlation);
    }

    private static String starter(Optional<String> person) {
        return person.orElse("the schedule");
    }
}
