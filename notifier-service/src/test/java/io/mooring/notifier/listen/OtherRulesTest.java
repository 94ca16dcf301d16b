package io.mooring.notifier.listen;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.events.common.Failure;
import io.mooring.events.health.ComponentCheck;
import io.mooring.events.health.HealthSampled;
import io.mooring.events.health.HealthStatus;
import io.mooring.events.health.ResourceKind;
import io.mooring.events.scaling.GateResult;
import io.mooring.events.scaling.GateVerdict;
import io.mooring.events.scaling.RolloutAdvanced;
import io.mooring.events.scaling.RolloutRolledBack;
import io.mooring.events.scaling.RolloutStrategy;
import io.mooring.events.scaling.ScalingApplied;
import io.mooring.events.scaling.ScalingFailed;
import io.mooring.events.security.FindingState;
import io.mooring.events.security.ThreatDetected;
import io.mooring.events.security.ThreatSubjectKind;
import io.mooring.events.security.VulnerabilityFound;
import io.mooring.events.sla.Crossing;
import io.mooring.events.sla.ErrorBudgetBurned;
import io.mooring.events.sla.SLAThresholdCrossed;
import io.mooring.events.sla.SubjectKind;
import io.mooring.events.sla.ThresholdLevel;
import io.mooring.notifier.alert.Report;
import io.mooring.notifier.alert.Report.Says;
import io.mooring.notifier.alert.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Service levels, security, scaling and health. */
class OtherRulesTest {

    private static final Instant AT = Rulebooks.AT;
    private final Rulebooks rules = Rulebooks.builtIn();

    @Test
    void aLineThatIsCrossedFiresAndComingBackOverItEndsThatAlertOnly() {
        Report critical =
                rules.only(crossed(ThresholdLevel.CRITICAL, Crossing.RAISED).build(), Says.FIRING);
        assertThat(critical.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(critical.words().title()).isEqualTo("web-1: system.cpu.utilization is 93.50 %, the line is 90");
        assertThat(critical.words().text()).isEqualTo("It has been over the line for 5 min.");
        Report warning =
                rules.only(crossed(ThresholdLevel.WARNING, Crossing.RAISED).build(), Says.FIRING);
        assertThat(warning.severity()).isEqualTo(Severity.WARNING);
        assertThat(rules.resolved(
                        crossed(ThresholdLevel.CRITICAL, Crossing.CLEARED).build()))
                .containsExactly(critical.key())
                .doesNotContain(warning.key());
    }

    @Test
    void aDeadlineSaysHowLateItIsAndItsHalfIsOnlyNews() {
        SLAThresholdCrossed.Builder deadline = crossed(ThresholdLevel.BREACHED, Crossing.RAISED)
                .setSubjectKind(SubjectKind.SERVICE_REQUEST)
                .setMeasure("resolution-time")
                .setDeadlineAt(AT)
                .setElapsedPercent(100)
                .setOverdueMillis(7_200_000L)
                .setPriority("high");
        Report breached = rules.only(deadline.build(), Says.FIRING);
        assertThat(breached.words().title()).isEqualTo("web-1: resolution-time is overdue by 2 h");
        assertThat(breached.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(breached.labels()).containsEntry("priority", "high").doesNotContainKey("category");
        Report half = rules.only(
                deadline.setLevel(ThresholdLevel.NOTICE)
                        .setElapsedPercent(50)
                        .setOverdueMillis(null)
                        .build(),
                Says.NEWS);
        assertThat(half.severity()).isEqualTo(Severity.INFO);
        assertThat(half.words().title()).isEqualTo("web-1: resolution-time has used 50 % of its time");
    }

    @ParameterizedTest
    @CsvSource({"LOW,WARNING", "MEDIUM,WARNING", "HIGH,CRITICAL", "UNKNOWN,CRITICAL", "CRITICAL,EMERGENCY"})
    void aBudgetThatBurnsIsAsGraveAsTheMonitorSays(io.mooring.events.common.Severity grave, Severity told) {
        Report report = rules.only(burned(Crossing.RAISED, grave), Says.FIRING);
        assertThat(report.severity()).isEqualTo(told);
        assertThat(report.words().title()).isEqualTo("Availability uses its error budget up 14.40 times too fast");
        assertThat(Rulebooks.facts(report))
                .containsEntry("Objective", "99.9 %")
                .containsEntry("Good events", "9,900 of 10,000");
        assertThat(rules.resolved(burned(Crossing.CLEARED, grave))).containsExactly(report.key());
    }

    @ParameterizedTest
    @CsvSource({"LOW,INFO", "MEDIUM,WARNING", "HIGH,CRITICAL", "UNKNOWN,CRITICAL", "CRITICAL,EMERGENCY"})
    void aThreatIsAsGraveAsItsRuleSaysAndEndsWhenItIsQuiet(io.mooring.events.common.Severity grave, Severity told) {
        Report report = rules.only(threat(grave), Says.FIRING);
        assertThat(report.severity()).isEqualTo(told);
        assertThat(report.words().title()).isEqualTo("Brute force: address 192.0.2.7");
        assertThat(report.words().text()).isEqualTo("5 failures in 300 s.\nWhat to do: Look at the user.");
        assertThat(report.endsWhenQuietFor()).isEqualTo(Duration.ofHours(1));
        assertThat(report.labels()).containsEntry("organisation", "o-1");
        assertThat(report.labels().values()).doesNotContain("192.0.2.7");
    }

    @Test
    void graveVulnerabilitiesFireAndOthersAreLeftToTheReport() {
        Report report = rules.only(
                vulnerability(io.mooring.events.common.Severity.CRITICAL, FindingState.REOPENED), Says.FIRING);
        assertThat(report.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(report.words().title()).isEqualTo("CVE-2026-1 in shop:1.2 is back");
        assertThat(report.words().text()).contains("What to do: update pkg:maven/a/b to 2.0.");
        assertThat(rules.only(vulnerability(io.mooring.events.common.Severity.HIGH, FindingState.NEW), Says.FIRING)
                        .severity())
                .isEqualTo(Severity.WARNING);
        assertThat(rules.reports(vulnerability(io.mooring.events.common.Severity.MEDIUM, FindingState.NEW)))
                .isEmpty();
    }

    @Test
    void scalingThatFailsFiresUntilItWorks() {
        ScalingFailed failed = ScalingFailed.newBuilder()
                .setDecisionId("d-1")
                .setTargetId("shop")
                .setTargetName("Shop")
                .setCurrentReplicas(2)
                .setDesiredReplicas(4)
                .setFailure(Failure.newBuilder()
                        .setCode("quota")
                        .setMessage("No room.")
                        .setRemedy("Raise the quota.")
                        .build())
                .setFailedAt(AT)
                .build();
        Report report = rules.only(failed, Says.FIRING);
        assertThat(report.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(report.words().title()).isEqualTo("Shop could not be scaled from 2 to 4");
        assertThat(rules.only(ScalingFailed.newBuilder(failed).setRetryAt(AT).build(), Says.FIRING)
                        .severity())
                .isEqualTo(Severity.WARNING);
        assertThat(rules.resolved(ScalingApplied.newBuilder()
                        .setDecisionId("d-2")
                        .setTargetId("shop")
                        .setTargetName("Shop")
                        .setPreviousReplicas(2)
                        .setReplicas(4)
                        .setAppliedAt(AT)
                        .build()))
                .containsExactly(report.key());
    }

    @Test
    void aRolloutThatAGateTookBackFiresUntilAnotherOneIsThrough() {
        Report report = rules.only(rolledBack(null), Says.FIRING);
        assertThat(report.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(report.words().title()).isEqualTo("The rollout of Shop 2.0 was taken back");
        assertThat(report.words().text())
                .isEqualTo("Too many errors.\nerror-rate: 2.50 %, the limit is 1\n1.9 runs again.");
        assertThat(rules.only(rolledBack("ada"), Says.NEWS).severity()).isEqualTo(Severity.INFO);
        RolloutAdvanced.Builder step = RolloutAdvanced.newBuilder()
                .setRolloutId("r-2")
                .setTargetId("shop")
                .setTargetName("Shop")
                .setStrategy(RolloutStrategy.CANARY)
                .setVersion("2.1")
                .setPreviousVersion("1.9")
                .setStep(1)
                .setSteps(5)
                .setTrafficPercent(10)
                .setGates(List.of())
                .setAdvancedAt(AT);
        assertThat(rules.reports(step.setCompleted(false).build())).isEmpty();
        assertThat(rules.resolved(step.setCompleted(true).build())).containsExactly(report.key());
    }

    @Test
    void eachNeededComponentThatDoesNotWorkIsAnAlertOfItsOwn() {
        List<Report> reports = rules.reports(sampled(
                HealthStatus.CRITICAL,
                check("postgres-primary", true, HealthStatus.CRITICAL),
                check("redis", true, HealthStatus.CRITICAL),
                check("mail", false, HealthStatus.CRITICAL),
                check("disk", true, HealthStatus.HEALTHY)));
        assertThat(reports)
                .extracting(Report::key)
                .containsExactly("health/web-1/postgres-primary", "health/web-1/redis");
        assertThat(reports.getFirst().words().title()).isEqualTo("postgres-primary of Web 1 does not work");
        assertThat(reports.getFirst().words().text()).isEqualTo("It does not answer.");
        assertThat(reports.getFirst().endsWhenQuietFor()).isEqualTo(Duration.ofMinutes(3));
        assertThat(reports.getFirst().labels())
                .containsEntry("service", "shop")
                .containsEntry("component", "postgres-primary")
                .doesNotContainKey("environment");
    }

    @Test
    void aCriticalResourceWithoutSuchAComponentFiresAndAHealthyOneConcernsNobody() {
        HealthSampled critical = sampled(HealthStatus.CRITICAL, check("mail", false, HealthStatus.CRITICAL));
        assertThat(rules.only(critical, Says.FIRING).key()).isEqualTo("health/web-1");
        HealthSampled healthy = sampled(HealthStatus.HEALTHY, check("disk", true, HealthStatus.HEALTHY));
        assertThat(rules.book().concerns(Rulebooks.event(healthy))).isFalse();
    }

    private static SLAThresholdCrossed.Builder crossed(ThresholdLevel level, Crossing crossing) {
        return SLAThresholdCrossed.newBuilder()
                .setCrossingId("c-1")
                .setSubjectId("web-1")
                .setSubjectKind(SubjectKind.RESOURCE)
                .setSubjectName("web-1")
                .setMeasure("system.cpu.utilization")
                .setLevel(level)
                .setCrossing(crossing)
                .setSeverity(io.mooring.events.common.Severity.MEDIUM)
                .setValue(93.5)
                .setThreshold(90)
                .setUnit("%")
                .setHeldMillis(300_000L)
                .setCrossedAt(AT);
    }

    private static ErrorBudgetBurned burned(Crossing crossing, io.mooring.events.common.Severity grave) {
        return ErrorBudgetBurned.newBuilder()
                .setBurnId("b-1")
                .setSubjectId("availability")
                .setSubjectName("Availability")
                .setService("shop")
                .setCrossing(crossing)
                .setSeverity(grave)
                .setObjective(0.999)
                .setPeriodMillis(Duration.ofDays(30).toMillis())
                .setLongWindowMillis(Duration.ofHours(1).toMillis())
                .setShortWindowMillis(Duration.ofMinutes(5).toMillis())
                .setBurnRateThreshold(14.4)
                .setLongBurnRate(14.4)
                .setShortBurnRate(20)
                .setGoodEvents(9_900)
                .setTotalEvents(10_000)
                .setBudgetRemaining(0.5)
                .setDetectedAt(AT)
                .build();
    }

    private static ThreatDetected threat(io.mooring.events.common.Severity grave) {
        return ThreatDetected.newBuilder()
                .setEpisodeId("e-1")
                .setRuleId("brute-force")
                .setRuleName("Brute force")
                .setSeverity(grave)
                .setSubject("192.0.2.7")
                .setSubjectKind(ThreatSubjectKind.ADDRESS)
                .setOrganisationId("o-1")
                .setFirstEventAt(AT)
                .setLastEventAt(AT)
                .setDetectedAt(AT)
                .setMatchedCount(5)
                .setThreshold(5)
                .setTimespanMillis(300_000)
                .setEvidence(List.of())
                .setExplanation("5 failures in 300 s.")
                .setRecommendation("Look at the user.")
                .build();
    }

    private static VulnerabilityFound vulnerability(io.mooring.events.common.Severity grave, FindingState state) {
        return VulnerabilityFound.newBuilder()
                .setFindingId("f-1")
                .setSubject("shop:1.2")
                .setVulnerabilityId("CVE-2026-1")
                .setTitle("Remote code execution.")
                .setSeverity(grave)
                .setComponent("pkg:maven/a/b")
                .setFixedVersion("2.0")
                .setState(state)
                .setScanner("trivy")
                .setScanId("s-1")
                .setFirstSeenAt(AT)
                .setFoundAt(AT)
                .build();
    }

    private static RolloutRolledBack rolledBack(@Nullable String by) {
        return RolloutRolledBack.newBuilder()
                .setRolloutId("r-1")
                .setTargetId("shop")
                .setTargetName("Shop")
                .setStrategy(RolloutStrategy.CANARY)
                .setVersion("2.0")
                .setPreviousVersion("1.9")
                .setStep(2)
                .setSteps(5)
                .setTrafficPercent(25)
                .setGates(List.of(GateResult.newBuilder()
                        .setGate("error-rate")
                        .setVerdict(GateVerdict.FAILED)
                        .setValue(2.5)
                        .setLimit(1)
                        .setUnit("%")
                        .build()))
                .setReason("Too many errors.")
                .setRolledBackBy(by)
                .setRolledBackAt(AT)
                .build();
    }

    private static HealthSampled sampled(HealthStatus status, ComponentCheck... checks) {
        return HealthSampled.newBuilder()
                .setResourceId("web-1")
                .setResourceKind(ResourceKind.HOST)
                .setResourceName("Web 1")
                .setSampledAt(AT)
                .setStatus(status)
                .setMeasurements(List.of())
                .setChecks(List.of(checks))
                .setLabels(Map.of("service", "shop"))
                .build();
    }

    private static ComponentCheck check(String component, boolean required, HealthStatus status) {
        return ComponentCheck.newBuilder()
                .setComponent(component)
                .setRequired(required)
                .setStatus(status)
                .setDetail("It does not answer.")
                .build();
    }
}
