package io.mooring.notifier.notice;

import io.mooring.events.backup.BackupCompleted;
import io.mooring.events.backup.BackupCopy;
import io.mooring.events.backup.BackupFailed;
import io.mooring.events.backup.CopyState;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.notice.Notice.Fact;
import io.mooring.platform.events.ReceivedEvent;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/** Backup events in words. A partial backup is a warning, not a success; a backup that a person cancelled is no failure. */
public final class BackupNotices {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private static final Predicate<BackupCopy> LOST = copy -> copy.getState() != CopyState.STORED;

    private final String consoleUrl;

    /** @param consoleUrl where people open the console, for links to runs; empty for none */
    public BackupNotices(String consoleUrl) {
        this.consoleUrl = consoleUrl.replaceAll("/+$", "");
    }

    /** @return empty for events that nobody needs to be told */
    public Optional<Notice> of(ReceivedEvent<? extends SpecificRecord> event) {
        return switch (event.payload()) {
            case BackupFailed failed -> Optional.of(failed(event, failed));
            case BackupCompleted completed -> Optional.of(completed(event, completed));
            default -> RecoveryNotices.of(event.payload()).map(told -> recovery(event, told));
        };
    }

    private Notice recovery(ReceivedEvent<?> event, RecoveryNotices.Told told) {
        List<Fact> facts = new ArrayList<>(told.facts());
        told.runId().ifPresent(run -> facts.add(run(run)));
        return notice(event, told.planId(), told.severity(), told.title(), told.text(), facts);
    }

    private Notice failed(ReceivedEvent<?> event, BackupFailed failed) {
        Optional<String> cancelledBy = failed.getCancelledBy();
        String title = cancelledBy
                .map(person -> "Backup of %s was cancelled by %s".formatted(failed.getPlanName(), person))
                .orElseGet(() -> "Backup of %s failed".formatted(failed.getPlanName()));
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(
                "Last good backup",
                failed.getLastCompletedAt().map(TIME::format).orElse("never")));
        facts.add(new Fact(cancelledBy.isPresent() ? "Cancelled at" : "Failed at", TIME.format(failed.getFailedAt())));
        if (cancelledBy.isEmpty()) {
            facts.add(new Fact("Code", failed.getFailure().getCode()));
        }
        addOrigin(facts, failed.getRequestedBy(), failed.getRunId());
        Severity severity = cancelledBy.isPresent() ? Severity.INFO : Severity.CRITICAL;
        return notice(event, failed.getPlanId(), severity, title, words(failed), facts);
    }

    private static String words(BackupFailed failed) {
        String remedy = failed.getFailure().getRemedy().strip();
        String message = failed.getFailure().getMessage().strip();
        return remedy.isEmpty() ? message : message + "\nWhat to do: " + remedy;
    }

    private Notice completed(ReceivedEvent<?> event, BackupCompleted completed) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(
                "Size",
                "%s, stored as %s"
                        .formatted(Bytes.words(completed.getSourceBytes()), Bytes.words(completed.getStoredBytes()))));
        facts.add(new Fact("Data as of", TIME.format(completed.getConsistentAt())));
        completed
                .getTableCount()
                .flatMap(tables -> completed
                        .getRowCount()
                        .map(rows -> String.format(Locale.ROOT, "%,d tables, %,d rows", tables, rows)))
                .ifPresent(counted -> facts.add(new Fact("Counted", counted)));
        addOrigin(facts, completed.getRequestedBy(), completed.getRunId());
        String name = completed.getPlanName();
        String title = completed.getPartial()
                ? completed.getCopies().stream().anyMatch(LOST)
                        ? "Backup of %s is partial: no copy in %s".formatted(name, missing(completed))
                        : "Backup of %s is partial: not everything could be read".formatted(name)
                : "Backup of %s completed".formatted(name);
        Severity severity = completed.getPartial() ? Severity.WARNING : Severity.INFO;
        return notice(event, completed.getPlanId(), severity, title, words(completed), facts);
    }

    /** What is missing comes first, and what to do about it last. */
    private static String words(BackupCompleted completed) {
        Stream<String> copies = Stream.concat(
                completed.getCopies().stream().filter(LOST).map(BackupNotices::copy),
                completed.getCopies().stream().filter(LOST.negate()).map(BackupNotices::copy));
        return Stream.concat(copies, remedy(completed).stream()).collect(Collectors.joining("\n"));
    }

    private static Optional<String> remedy(BackupCompleted completed) {
        if (!completed.getPartial()) {
            return Optional.empty();
        }
        return Optional.of(
                completed.getCopies().stream().anyMatch(LOST)
                        ? "What to do: repair %s; the missing copy is then made up by itself. Until then this backup can be restored from %s only."
                                .formatted(missing(completed), names(completed, LOST.negate()))
                        : "What to do: the run says how much is missing, the log of backup-service which files; let it read them.");
    }

    private static String missing(BackupCompleted completed) {
        return names(completed, LOST);
    }

    private static String names(BackupCompleted completed, Predicate<BackupCopy> which) {
        return completed.getCopies().stream()
                .filter(which)
                .map(copy -> "“" + copy.getLocationId() + "”")
                .collect(Collectors.joining(" and "));
    }

    private static String copy(BackupCopy copy) {
        return LOST.test(copy)
                ? "%s: no copy. %s"
                        .formatted(copy.getLocationId(), copy.getProblem().orElse(""))
                        .strip()
                : "%s: stored, %s".formatted(copy.getLocationId(), Bytes.words(copy.getBytes()));
    }

    private void addOrigin(List<Fact> facts, Optional<String> person, String runId) {
        facts.add(new Fact("Started by", person.orElse("the schedule")));
        facts.add(run(runId));
    }

    private Fact run(String runId) {
        return new Fact("Run", consoleUrl.isEmpty() ? runId : consoleUrl + "/runs/" + runId);
    }

    private static Notice notice(
            ReceivedEvent<?> event, String planId, Severity severity, String title, String words, List<Fact> facts) {
        String type = event.payload().getSchema().getName();
        String correlation = event.correlationId() == null ? "" : event.correlationId();
        return new Notice(event.id(), type, "backup/" + planId, severity, title, words, facts, correlation);
    }
}
