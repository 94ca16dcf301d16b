package io.mooring.notifier.listen;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.events.backup.BackupCompleted;
import io.mooring.events.backup.BackupCopy;
import io.mooring.events.backup.BackupExpired;
import io.mooring.events.backup.BackupFailed;
import io.mooring.events.backup.BackupTrigger;
import io.mooring.events.backup.CopyState;
import io.mooring.events.backup.ExpiryCause;
import io.mooring.events.backup.LocationKind;
import io.mooring.events.backup.RunPhase;
import io.mooring.events.backup.SourceKind;
import io.mooring.events.common.Failure;
import io.mooring.notifier.alert.Report;
import io.mooring.notifier.alert.Report.Says;
import io.mooring.notifier.alert.Severity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BackupRulesTest {

    private static final Instant AT = Rulebooks.AT;
    private final Rulebooks rules = Rulebooks.builtIn();

    @Test
    void aFailureIsCriticalAndSaysWhyWhatToDoAndHowOldTheLastGoodOneIs() {
        Report report = rules.only(failed(null), Says.FIRING);
        assertThat(rules.reports(failed(null))).hasSize(1);
        assertThat(report.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(report.key()).isEqualTo("backup/shop");
        assertThat(report.words().title()).isEqualTo("Backup of Shop failed");
        assertThat(report.words().text()).isEqualTo("The disk is full.\nWhat to do: Free some space.");
        assertThat(Rulebooks.facts(report))
                .containsEntry("Last good backup", "never")
                .containsEntry("Failed at", "2026-03-01 02:00:07 UTC")
                .containsEntry("Code", "location-full")
                .containsEntry("Started by", "the schedule")
                .containsEntry("Run", "https://mooring.example.org/runs/r-1");
        assertThat(report.labels())
                .containsEntry("source", "backup-service")
                .containsEntry("plan", "shop")
                .containsEntry("planName", "Shop");
        assertThat(report.at()).isEqualTo(AT);
    }

    @Test
    void aReportSaysWhichEventItCameFromAndGoesOnWithItsTrace() {
        Report report = rules.only(failed(null), Says.FIRING);
        assertThat(report.origin().eventId()).isEqualTo("e-1");
        assertThat(report.origin().eventType()).isEqualTo("BackupFailed");
        assertThat(report.origin().source()).isEqualTo("backup-service");
        assertThat(report.origin().correlationId()).isEqualTo("c-1");
        assertThat(report.origin().traceparent()).startsWith("00-0af7651916cd43dd8448eb211c80319c");
    }

    @Test
    void whatAPersonCancelledCallsNobody() {
        assertThat(rules.reports(failed("ada"))).hasSize(1);
        Report report = rules.only(failed("ada"), Says.NEWS);
        assertThat(report.severity()).isEqualTo(Severity.INFO);
        assertThat(report.words().title()).isEqualTo("Backup of Shop was cancelled by ada");
        assertThat(Rulebooks.facts(report)).containsKey("Cancelled at").doesNotContainKeys("Failed at", "Code");
    }

    @Test
    void aCompleteOneEndsWhatWasWrongAndIsNews() {
        assertThat(rules.resolved(completed(false))).containsExactlyInAnyOrder("backup/shop", "overdue/backup/shop");
        Report news = rules.only(completed(false), Says.NEWS);
        assertThat(news.severity()).isEqualTo(Severity.INFO);
        assertThat(news.words().title()).isEqualTo("Backup of Shop completed");
        assertThat(news.words().text()).isEqualTo("s3: stored, 976.6 KiB");
        assertThat(Rulebooks.facts(news))
                .containsEntry("Counted", "7 tables, 1,234 rows")
                .containsEntry("Size", "50.0 MiB, stored as 976.6 KiB")
                .containsEntry("Started by", "ada");
    }

    @Test
    void aPartialOneIsAWarningThatNamesTheMissingCopyAndSaysWhatToDo() {
        Report partial = rules.only(completed(true), Says.FIRING);
        assertThat(partial.severity()).isEqualTo(Severity.WARNING);
        assertThat(partial.words().title()).isEqualTo("Backup of Shop is partial: no copy in “nas”");
        assertThat(partial.words().text()).isEqualTo("""
                nas: no copy. The disk is full
                s3: stored, 976.6 KiB
                What to do: repair “nas”; the missing copy is then made up by itself. Until then this backup can be restored from “s3” only.\
                """);
        assertThat(rules.resolved(completed(true))).containsExactly("overdue/backup/shop");
    }

    @Test
    void aPartialOneWhoseCopiesAreAllThereSaysThatSomethingCouldNotBeRead() {
        BackupCompleted unread =
                BackupCompleted.newBuilder(completed(false)).setPartial(true).build();
        Report report = rules.only(unread, Says.FIRING);
        assertThat(report.words().title()).isEqualTo("Backup of Shop is partial: not everything could be read");
        assertThat(report.words().text()).contains("What to do: the run says how much is missing");
        assertThat(report.severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void aBaseBackupBridgesAGapInTheWal() {
        BackupCompleted base = BackupCompleted.newBuilder(completed(false))
                .setSourceKind(SourceKind.POSTGRES_BASE)
                .build();
        assertThat(rules.resolved(base)).contains("overdue/wal-continuity/shop");
    }

    @Test
    void aBackupThatRetentionCouldNotDeleteIsToldAndOneThatItDidIsNot() {
        BackupExpired.Builder expired = BackupExpired.newBuilder()
                .setRunId("r-1")
                .setPlanId("shop")
                .setPlanName("Shop")
                .setCause(ExpiryCause.AGE)
                .setReason("It is 31 days old; 30 are kept.")
                .setCompletedAt(AT)
                .setExpiredAt(AT)
                .setFreedBytes(1);
        assertThat(rules.reports(expired.setCopies(completed(false).getCopies()).build()))
                .isEmpty();
        Report report =
                rules.only(expired.setCopies(completed(true).getCopies()).build(), Says.NEWS);
        assertThat(report.words().title()).isEqualTo("A backup of Shop could not be deleted in “nas”");
        assertThat(report.severity()).isEqualTo(Severity.WARNING);
    }

    private static BackupFailed failed(@Nullable String cancelledBy) {
        return BackupFailed.newBuilder()
                .setRunId("r-1")
                .setPlanId("shop")
                .setPlanName("Shop")
                .setTrigger(BackupTrigger.SCHEDULE)
                .setSourceKind(SourceKind.POSTGRES_DUMP)
                .setSourceName("shop")
                .setFailedAt(AT)
                .setPhase(RunPhase.DUMPING)
                .setFailure(Failure.newBuilder()
                        .setCode("location-full")
                        .setMessage("The disk is full.")
                        .setRemedy("Free some space.")
                        .build())
                .setCancelledBy(cancelledBy)
                .setSourceBytes(1)
                .setCopies(List.of())
                .build();
    }

    private static BackupCompleted completed(boolean partial) {
        BackupCopy stored = BackupCopy.newBuilder()
                .setLocationId("s3")
                .setKind(LocationKind.S3)
                .setState(CopyState.STORED)
                .setBytes(1_000_000)
                .build();
        BackupCopy missing = BackupCopy.newBuilder()
                .setLocationId("nas")
                .setKind(LocationKind.DIRECTORY)
                .setState(CopyState.FAILED)
                .setBytes(0)
                .setProblem("The disk is full")
                .build();
        return BackupCompleted.newBuilder()
                .setRunId("r-1")
                .setPlanId("shop")
                .setPlanName("Shop")
                .setTrigger(BackupTrigger.MANUAL)
                .setRequestedBy("ada")
                .setSourceKind(SourceKind.POSTGRES_DUMP)
                .setSourceName("shop")
                .setStartedAt(AT)
                .setConsistentAt(AT)
                .setCompletedAt(AT)
                .setSourceBytes(52_428_800)
                .setStoredBytes(1_000_000)
                .setCopies(partial ? List.of(stored, missing) : List.of(stored))
                .setPartial(partial)
                .setManifestKey("shop/r-1/manifest.json")
                .setRecipientFingerprints(List.of("A", "B"))
                .setTableCount(7)
                .setRowCount(1234L)
                .build();
    }
}
