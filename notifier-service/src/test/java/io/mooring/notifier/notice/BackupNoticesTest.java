package io.mooring.notifier.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.events.backup.BackupCompleted;
import io.mooring.events.backup.BackupCopy;
import io.mooring.events.backup.BackupFailed;
import io.mooring.events.backup.BackupTrigger;
import io.mooring.events.backup.CopyState;
import io.mooring.events.backup.LocationKind;
import io.mooring.events.backup.RunPhase;
import io.mooring.events.backup.SourceKind;
import io.mooring.events.common.Failure;
import io.mooring.notifier.alert.Severity;
import io.mooring.platform.events.ReceivedEvent;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackupNoticesTest {

    private static final Instant AT = Instant.parse("2026-03-01T02:00:07Z");
    private final BackupNotices notices = new BackupNotices("https://mooring.example.org/");

    @Test
    void aFailureIsCriticalAndSaysWhyWhatToDoAndHowOldTheLastGoodOneIs() {
        Notice notice = notices.of(event(failed(null))).orElseThrow();
        assertThat(notice.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(notice.title()).isEqualTo("Backup of Shop failed");
        assertThat(notice.text()).isEqualTo("The disk is full.\nWhat to do: Free some space.");
        assertThat(notice.facts()).contains(new Notice.Fact("Last good backup", "never"));
        assertThat(notice.alertKey()).isEqualTo("backup/shop");
    }

    @Test
    void whatAPersonCancelledCallsNobody() {
        Notice notice = notices.of(event(failed("ada"))).orElseThrow();
        assertThat(notice.severity()).isEqualTo(Severity.INFO);
        assertThat(notice.title()).isEqualTo("Backup of Shop was cancelled by ada");
        assertThat(notice.facts())
                .extracting(Notice.Fact::name)
                .contains("Cancelled at")
                .doesNotContain("Failed at", "Code");
    }

    @Test
    void aCompleteOneIsInformationAndAPartialOneAWarningThatNamesTheMissingCopy() {
        assertThat(notices.of(event(completed(false))).orElseThrow().severity()).isEqualTo(Severity.INFO);
        Notice partial = notices.of(event(completed(true))).orElseThrow();
        assertThat(partial.severity()).isEqualTo(Severity.WARNING);
        assertThat(partial.title()).isEqualTo("Backup of Shop is partial: no copy in “nas”");
        assertThat(partial.text()).isEqualTo("""
                nas: no copy. The disk is full
                s3: stored, 976.6 KiB
                What to do: repair “nas”; the missing copy is then made up by itself. Until then this backup can be restored from “s3” only.\
                """);
    }

    @Test
    void aPartialOneWhoseCopiesAreAllThereSaysThatSomethingCouldNotBeRead() {
        BackupCompleted unread =
                BackupCompleted.newBuilder(completed(false)).setPartial(true).build();
        Notice notice = notices.of(event(unread)).orElseThrow();
        assertThat(notice.title()).isEqualTo("Backup of Shop is partial: not everything could be read");
        assertThat(notice.severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void linksToTheRunInTheConsoleAndNamesItWhereNoConsoleIsKnown() {
        assertThat(notices.of(event(failed(null))).orElseThrow().facts())
                .contains(new Notice.Fact("Run", "https://mooring.example.org/runs/r-1"));
        assertThat(new BackupNotices("")
                        .of(event(completed(false)))
                        .orElseThrow()
                        .facts())
                .contains(new Notice.Fact("Run", "r-1"), new Notice.Fact("Counted", "7 tables, 1,234 rows"));
    }

    @ParameterizedTest
    @CsvSource({"0,0 B", "1023,1023 B", "1024,1.0 KiB", "1048524,1023.9 KiB", "1048525,1.0 MiB", "52428800,50.0 MiB"})
    void sizesReadAsPeopleSayThem(long bytes, String words) {
        assertThat(Bytes.words(bytes)).isEqualTo(words);
    }

    private static ReceivedEvent<SpecificRecord> event(SpecificRecord payload) {
        String type = payload.getSchema().getFullName();
        return new ReceivedEvent<>("e-1", type, "backup-service", AT, "mooring.backup.runs", "shop", "c-1", payload);
    }

    private static BackupFailed failed(String cancelledBy) {
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
