package io.mooring.notifier.listen;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.events.backup.BackupNoLongerOverdue;
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
import io.mooring.notifier.alert.Report;
import io.mooring.notifier.alert.Report.Says;
import io.mooring.notifier.alert.Severity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecoveryRulesTest {

    private static final Instant AT = Instant.parse("2026-03-01T02:00:00Z");
    private final Rulebooks rules = Rulebooks.builtIn();

    @Test
    void aBackupThatDidNotHappenIsCritical() {
        Report report = rules.only(overdue(OverdueKind.BACKUP, null), Says.FIRING);
        assertThat(report.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(report.key()).isEqualTo("overdue/backup/shop");
        assertThat(report.words().title()).isEqualTo("The backup of Shop is overdue");
        assertThat(report.words().text())
                .isEqualTo("It should have happened at 2026-03-01 02:00 UTC and has not, nor within 60 min after.\n"
                        + "What to do: look why in the console, then start it by hand.");
        assertThat(Rulebooks.facts(report)).containsEntry("Last", "never");
    }

    @Test
    void whatIsOverdueSaysWhyWhereThatIsKnown() {
        Report report = rules.only(overdue(OverdueKind.BACKUP, "The source does not answer."), Says.FIRING);
        assertThat(report.words().text()).endsWith("after.\nThe source does not answer.\nWhat to do: Look at it.");
    }

    @ParameterizedTest
    @CsvSource({
        "RESTORE_TEST,WARNING,The restore test of Shop is overdue,overdue/restore-test/shop",
        "RECOVERY_DRILL,WARNING,The recovery drill of Shop is overdue,overdue/recovery-drill/shop",
        "RECOVERY_POINT,CRITICAL,The recovery point of Shop is behind its objective,overdue/recovery-point/shop",
        "WAL_CONTINUITY,CRITICAL,The WAL of Shop has a gap,overdue/wal-continuity/shop",
        "UNKNOWN,WARNING,Something expected of Shop did not happen,overdue/unknown/shop"
    })
    void eachKindOfAbsenceHasItsSeverityWordsAndKey(OverdueKind kind, Severity severity, String title, String key) {
        Report report = rules.only(overdue(kind, null), Says.FIRING);
        assertThat(report.severity()).isEqualTo(severity);
        assertThat(report.words().title()).isEqualTo(title);
        assertThat(report.words().text()).contains("What to do:");
        assertThat(report.key()).isEqualTo(key);
    }

    @Test
    void aRecoveryPointThatIsInTimeAgainEndsItsAlertAndNoOther() {
        BackupNoLongerOverdue inTime = BackupNoLongerOverdue.newBuilder()
                .setPlanId("shop")
                .setPlanName("Shop")
                .setKind(OverdueKind.RECOVERY_POINT)
                .setDetectedAt(AT)
                .setLastCompletedAt(AT.plusSeconds(89))
                .setEndedAt(AT.plusSeconds(90))
                .build();
        Report report = rules.only(inTime, Says.RESOLVED);
        assertThat(report.key())
                .isEqualTo(rules.only(overdue(OverdueKind.RECOVERY_POINT, null), Says.FIRING)
                        .key());
        assertThat(report.words().title()).isEqualTo("The recovery point of Shop is no longer behind its objective");
        assertThat(Rulebooks.facts(report)).containsEntry("Behind for", "90 s");
        assertThat(report.at()).isEqualTo(AT.plusSeconds(90));
        BackupNoLongerOverdue another = BackupNoLongerOverdue.newBuilder(inTime)
                .setKind(OverdueKind.UNKNOWN)
                .build();
        assertThat(rules.reports(another)).isEmpty();
    }

    @Test
    void aVerificationThatPassedCallsNobodyAndEndsWhatItProves() {
        RestoreVerified passed = verified(Verdict.PASSED, Verdict.PASSED, null);
        assertThat(rules.reports(passed)).allMatch(report -> report.says() == Says.RESOLVED);
        assertThat(rules.resolved(passed))
                .containsExactlyInAnyOrder("overdue/restore-test/shop", "copy/shop/bucket", "restore-test/shop");
    }

    @Test
    void reReadingACopyDoesNotProveThatItCanBeRestored() {
        RestoreVerified reRead = RestoreVerified.newBuilder(verified(Verdict.SKIPPED, Verdict.SKIPPED, null))
                .setRestorable(Verdict.SKIPPED)
                .build();
        assertThat(rules.resolved(reRead)).containsExactly("copy/shop/bucket");
    }

    @Test
    void aBackupThatIsNotWhatTheSourceHeldIsCriticalAndNamesTheTables() {
        Report report = rules.only(verified(Verdict.FAILED, Verdict.PASSED, "A table differs."), Says.FIRING);
        assertThat(report.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(report.words().title()).isEqualTo("Backup of Shop is not what the source held");
        assertThat(report.words().text()).isEqualTo("A table differs.\npublic.orders: 9 rows instead of 10");
        assertThat(Rulebooks.facts(report)).containsEntry("Run", "https://mooring.example.org/runs/r-1");
    }

    @Test
    void ofManyTablesThatDifferTenAreNamed() {
        RestoreVerified many = RestoreVerified.newBuilder(verified(Verdict.FAILED, Verdict.PASSED, "They differ."))
                .setDifferences(java.util.stream.IntStream.range(0, 13)
                        .mapToObj(i -> TableDifference.newBuilder()
                                .setTable("t" + i)
                                .setExpectedRows(2)
                                .setRestoredRows(1)
                                .setHashEqual(false)
                                .build())
                        .toList())
                .build();
        assertThat(rules.only(many, Says.FIRING).words().text())
                .contains("t9: 1 rows instead of 2")
                .doesNotContain("t10")
                .endsWith("\nand 3 more tables");
    }

    @Test
    void aSlowRestoreIsAWarning() {
        Report report = rules.only(verified(Verdict.PASSED, Verdict.FAILED, "It took too long."), Says.FIRING);
        assertThat(report.severity()).isEqualTo(Severity.WARNING);
        assertThat(report.words().title()).isEqualTo("Backup of Shop is not fast enough");
    }

    @Test
    void aCopyThatIsDamagedAndCannotBeRestoredIsOneAlertThatSaysBoth() {
        RestoreVerified both = RestoreVerified.newBuilder(verified(Verdict.FAILED, Verdict.PASSED, "It is broken."))
                .setPresent(Verdict.FAILED)
                .build();
        Report report = rules.only(both, Says.FIRING);
        assertThat(report.key()).isEqualTo("copy/shop/bucket");
        assertThat(report.words().title())
                .isEqualTo("Backup of Shop is damaged or missing and not what the source held");
    }

    @Test
    void aRestoreSaysWhatBecameOfThePreviousDatabase() {
        Report news = rules.only(
                restored(Outcome.SUCCEEDED).setPreviousKeptAs("shop__before_1").build(), Says.NEWS);
        assertThat(news.severity()).isEqualTo(Severity.INFO);
        assertThat(news.words().title()).isEqualTo("Restore of Shop to shop completed");
        assertThat(news.words().text())
                .isEqualTo("The previous database is kept as “shop__before_1” until somebody confirms.");
        assertThat(Rulebooks.facts(news))
                .containsEntry("Restored", "1.0 KiB")
                .containsEntry("Took", "90 s")
                .containsEntry("Approved by", "bob");
        Report failed = rules.only(restored(Outcome.FAILED).build(), Says.FIRING);
        assertThat(failed.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(rules.resolved(restored(Outcome.SUCCEEDED).build())).containsExactly(failed.key());
    }

    @Test
    void aDrillThatMissedAnObjectiveIsAWarningAndADryRunThatWentWellIsNothing() {
        Report missed = rules.only(drill(DrillMode.TEST, Verdict.FAILED), Says.FIRING);
        assertThat(missed.severity()).isEqualTo(Severity.WARNING);
        assertThat(missed.words().title())
                .isEqualTo("Recovery drill (database corruption) missed the objective of database");
        assertThat(Rulebooks.facts(missed)).containsEntry("Took", "2 h").containsEntry("Steps", "3 of 3");
        assertThat(rules.only(drill(DrillMode.TEST, Verdict.PASSED), Says.NEWS).severity())
                .isEqualTo(Severity.INFO);
        assertThat(rules.resolved(drill(DrillMode.TEST, Verdict.PASSED))).contains(missed.key());
        assertThat(rules.reports(drill(DrillMode.DRY_RUN, Verdict.PASSED))).isEmpty();
    }

    private static BackupOverdue overdue(OverdueKind kind, @Nullable String why) {
        return BackupOverdue.newBuilder()
                .setPlanId("shop")
                .setPlanName("Shop")
                .setKind(kind)
                .setExpectedAt(AT)
                .setGraceMillis(3_600_000)
                .setDetectedAt(AT.plusSeconds(3600))
                .setFailure(
                        why == null
                                ? null
                                : Failure.newBuilder()
                                        .setCode("source-away")
                                        .setMessage(why)
                                        .setRemedy("Look at it.")
                                        .build())
                .build();
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
