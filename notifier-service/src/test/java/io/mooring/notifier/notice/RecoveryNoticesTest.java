package io.mooring.notifier.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.events.backup.BackupOverdue;
import io.mooring.events.backup.ComponentRecovery;
import io.mooring.events.backup.DrillMode;
import io.mooring.events.backup.DrillScenario;
import io.mooring.events.backup.OverdueKind;
import io.mooring.events.backup.RecoveryDrillCompleted;
import io.mooring.events.backup.RestoreCompleted;
import io.mooring.events.backup.RestoreTargetKind;
import io.mooring.events.backup.RestoreVerified;
import io.mooring.events.backup.TableDifference;
import io.mooring.events.backup.Verdict;
import io.mooring.events.common.Failure;
import io.mooring.events.common.Outcome;
import io.mooring.notifier.alert.Severity;
import io.mooring.platform.events.ReceivedEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecoveryNoticesTest {

    private static final Instant AT = Instant.parse("2026-03-01T02:00:00Z");
    private final BackupNotices notices = new BackupNotices("https://mooring.example.org");

    @Test
    void aBackupThatDidNotHappenIsCritical() {
        Notice notice = notice(BackupOverdue.newBuilder()
                        .setPlanId("shop")
                        .setPlanName("Shop")
                        .setKind(OverdueKind.BACKUP)
                        .setExpectedAt(AT)
                        .setGraceMillis(3_600_000)
                        .setDetectedAt(AT.plusSeconds(3600))
                        .build())
                .orElseThrow();
        assertThat(notice.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(notice.title()).isEqualTo("The backup of Shop is overdue");
        assertThat(notice.text())
                .startsWith("It should have happened at 2026-03-01 02:00 UTC and has not, nor within 60 min after.");
        assertThat(notice.facts()).contains(new Notice.Fact("Last", "never"));
    }

    @Test
    void aVerificationThatPassedCallsNobody() {
        assertThat(notice(verified(Verdict.PASSED, Verdict.PASSED, null))).isEmpty();
    }

    @Test
    void aBackupThatIsNotWhatTheSourceHeldIsCriticalAndNamesTheTables() {
        Notice notice = notice(verified(Verdict.FAILED, Verdict.PASSED, "A table differs."))
                .orElseThrow();
        assertThat(notice.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(notice.title()).isEqualTo("Backup of Shop is not what the source held");
        assertThat(notice.text()).isEqualTo("A table differs.\npublic.orders: 9 rows instead of 10");
        assertThat(notice.facts()).contains(new Notice.Fact("Run", "https://mooring.example.org/runs/r-1"));
    }

    @Test
    void aSlowRestoreIsAWarning() {
        Notice notice = notice(verified(Verdict.PASSED, Verdict.FAILED, "It took too long."))
                .orElseThrow();
        assertThat(notice.severity()).isEqualTo(Severity.WARNING);
        assertThat(notice.title()).isEqualTo("Backup of Shop is not fast enough");
    }

    @Test
    void aRestoreSaysWhatBecameOfThePreviousDatabase() {
        Notice notice = notice(restored(Outcome.SUCCEEDED)
                        .setPreviousKeptAs("shop__before_1")
                        .build())
                .orElseThrow();
        assertThat(notice.severity()).isEqualTo(Severity.INFO);
        assertThat(notice.text())
                .isEqualTo("The previous database is kept as “shop__before_1” until somebody confirms.");
        assertThat(notice(restored(Outcome.FAILED).build()).orElseThrow().severity())
                .isEqualTo(Severity.CRITICAL);
    }

    @Test
    void aDrillThatMissedAnObjectiveIsAWarningAndADryRunThatWentWellIsNothing() {
        Notice notice = notice(drill(DrillMode.TEST, Verdict.FAILED)).orElseThrow();
        assertThat(notice.severity()).isEqualTo(Severity.WARNING);
        assertThat(notice.title()).isEqualTo("Recovery drill (database corruption) missed the objective of database");
        assertThat(notice(drill(DrillMode.TEST, Verdict.PASSED)).orElseThrow().severity())
                .isEqualTo(Severity.INFO);
        assertThat(notice(drill(DrillMode.DRY_RUN, Verdict.PASSED))).isEmpty();
    }

    private Optional<Notice> notice(SpecificRecord payload) {
        String type = payload.getSchema().getFullName();
        return notices.of(
                new ReceivedEvent<>("e-1", type, "backup-service", AT, "mooring.backup.runs", "shop", "c-1", payload));
    }

    private static RestoreVerified verified(Verdict intact, Verdict fast, @Nullable String failure) {
        return RestoreVerified.newBuilder()
                .setVerificationId("v-1")
                .setRunId("r-1")
                .setPlanId("shop")
                .setPlanName("Shop")
                .setLocationId("bucket")
                .setPresent(Verdict.PASSED)
                .setRestorable(Verdict.PASSED)
                .setDataIntact(intact)
                .setFastEnough(fast)
                .setDifferences(
                        intact == Verdict.FAILED
                                ? List.of(TableDifference.newBuilder()
                                        .setTable("public.orders")
                                        .setExpectedRows(10)
                                        .setRestoredRows(9)
                                        .setHashEqual(false)
                                        .build())
                                : List.of())
                .setFailure(
                        failure == null
                                ? null
                                : Failure.newBuilder()
                                        .setCode("data-differ")
                                        .setMessage(failure)
                                        .setRemedy("")
                                        .build())
                .setStartedAt(AT)
                .setVerifiedAt(AT)
                .build();
    }

    private static RestoreCompleted.Builder restored(Outcome outcome) {
        return RestoreCompleted.newBuilder()
                .setRestoreId("x-1")
                .setRunId("r-1")
                .setPlanId("shop")
                .setPlanName("Shop")
                .setOutcome(outcome)
                .setTargetKind(RestoreTargetKind.LIVE_DATABASE)
                .setTargetName("shop")
                .setTables(List.of())
                .setRequestedBy("ann")
                .setApprovedBy("bob")
                .setLocationId("bucket")
                .setRestoredBytes(1024)
                .setStartedAt(AT)
                .setCompletedAt(AT.plusSeconds(90));
    }

    private static RecoveryDrillCompleted drill(DrillMode mode, Verdict met) {
        return RecoveryDrillCompleted.newBuilder()
                .setDrillId("d-1")
                .setPlanId("shop")
                .setScenario(DrillScenario.DATABASE_CORRUPTION)
                .setMode(mode)
                .setOutcome(Outcome.SUCCEEDED)
                .setComponents(List.of(ComponentRecovery.newBuilder()
                        .setComponent("database")
                        .setObjectiveRtoMillis(1)
                        .setObjectiveRpoMillis(1)
                        .setMet(met)
                        .build()))
                .setStepsDone(3)
                .setStepsTotal(3)
                .setStartedBy("ann")
                .setStartedAt(AT)
                .setCompletedAt(AT.plusSeconds(7200))
                .build();
    }
}
