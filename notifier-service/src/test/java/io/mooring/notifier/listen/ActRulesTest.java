package io.mooring.notifier.listen;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.events.audit.ActorKind;
import io.mooring.events.audit.AuditChange;
import io.mooring.events.audit.AuditRecorded;
import io.mooring.events.common.Outcome;
import io.mooring.events.requests.RequestPriority;
import io.mooring.events.requests.Resolution;
import io.mooring.events.requests.ServiceRequestOpened;
import io.mooring.events.requests.ServiceRequestResolved;
import io.mooring.events.requests.ServiceRequestResponded;
import io.mooring.events.security.SecurityEvent;
import io.mooring.events.security.SecurityEventKind;
import io.mooring.notifier.alert.Report;
import io.mooring.notifier.alert.Report.Says;
import io.mooring.notifier.alert.Severity;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What people do and ask for: security events, requests for service, the audit trail. */
class ActRulesTest {

    private final Rulebooks rules = Rulebooks.builtIn();

    @ParameterizedTest
    @CsvSource({"CRITICAL,CRITICAL", "HIGH,WARNING"})
    void anUrgentRequestFiresUntilSomebodyAnswersIt(RequestPriority priority, Severity severity) {
        Report report = rules.only(opened(priority), Says.FIRING);
        assertThat(report.severity()).isEqualTo(severity);
        assertThat(report.words().title()).isEqualTo("Nobody has answered yet: The shop is closed");
        assertThat(report.words().text())
                .isEqualTo("What to do: answer the request r-1, https://desk.example.org/r-1.");
        assertThat(report.labels()).containsEntry("category", "incident").containsEntry("organisation", "o-1");
        assertThat(report.labels().values()).doesNotContain("ada");
        assertThat(rules.resolved(ServiceRequestResponded.newBuilder()
                        .setRequestId("r-1")
                        .setCategory("incident")
                        .setPriority(priority)
                        .setRespondedAt(Rulebooks.AT)
                        .build()))
                .containsExactly(report.key());
        assertThat(rules.resolved(ServiceRequestResolved.newBuilder()
                        .setRequestId("r-1")
                        .setCategory("incident")
                        .setPriority(priority)
                        .setResolution(Resolution.WITHDRAWN)
                        .setResolvedAt(Rulebooks.AT)
                        .build()))
                .containsExactly(report.key());
    }

    @ParameterizedTest
    @EnumSource(names = {"UNKNOWN", "LOW", "MEDIUM"})
    void anyOtherRequestIsLeftToItsClocks(RequestPriority priority) {
        concernsNobody(opened(priority));
    }

    @Test
    void aRequestToDeleteBackupsFiresUntilItIsDecided() {
        Report report = rules.only(purge("request", "ada", Outcome.SUCCEEDED), Says.FIRING);
        assertThat(report.severity()).isEqualTo(Severity.WARNING);
        assertThat(report.words().title()).isEqualTo("ada asks to delete backups before their time");
        assertThat(report.words().text())
                .startsWith("The reason given: The disk is full.")
                .endsWith("refuse and ask ada.");
        assertThat(Rulebooks.facts(report)).containsEntry("Purge", Rulebooks.CONSOLE + "purges/p-1");
        Map.of(
                        "approve", "bob agreed to delete backups before their time",
                        "refuse", "bob refused to delete backups before their time",
                        "cancel", "bob took back the request to delete backups",
                        "expire", "Nobody agreed in time to delete backups, and none was deleted")
                .forEach((act, title) -> {
                    Report decided = rules.only(purge(act, "bob", Outcome.SUCCEEDED), Says.RESOLVED);
                    assertThat(decided.key()).isEqualTo(report.key());
                    assertThat(decided.words().title()).isEqualTo(title);
                });
    }

    @Test
    void howManyBackupsWereDeletedAndWhoAgreedIsTold() {
        Report gone =
                rules.only(purge("carry-out", "backup-service", Outcome.SUCCEEDED, "deleted", "deleted"), Says.NEWS);
        assertThat(gone.severity()).isEqualTo(Severity.WARNING);
        assertThat(gone.words().title()).isEqualTo("2 backups were deleted before their time");
        assertThat(Rulebooks.facts(gone)).containsEntry("Agreed to by", "bob").doesNotContainKey("Deleted in part");
        Report partly = rules.only(
                purge("carry-out", "backup-service", Outcome.FAILED, "deleted", "deleted in part"), Says.NEWS);
        assertThat(partly.words().title())
                .isEqualTo("1 backup was deleted before its time, and not all that were to go");
        assertThat(Rulebooks.facts(partly)).containsEntry("Deleted in part", "1");
    }

    @Test
    void otherActsInTheAuditTrailConcernNobody() {
        concernsNobody(AuditRecorded.newBuilder(purge("request", "ada", Outcome.SUCCEEDED))
                .setAction("silence.create")
                .build());
    }

    @Test
    void aRoleThatWasGrantedIsNewsAndOneThatWasNotIsNothing() {
        SecurityEvent.Builder granted =
                happened(SecurityEventKind.ROLE_GRANTED).setRole("admin").setUserId("ada");
        Report report = rules.only(granted.build(), Says.NEWS);
        assertThat(report.severity()).isEqualTo(Severity.INFO);
        assertThat(report.words().title()).isEqualTo("The role “admin” was granted");
        assertThat(report.labels().values()).doesNotContain("ada");
        concernsNobody(granted.setOutcome(Outcome.DENIED).build());
    }

    @Test
    void aPersonsRequestAboutTheirDataIsOpenUntilItIsFulfilled() {
        Report report = rules.only(
                happened(SecurityEventKind.DATA_SUBJECT_REQUEST_OPENED)
                        .setSubjectRequestId("d-1")
                        .setDueAt(Rulebooks.AT)
                        .build(),
                Says.FIRING);
        assertThat(report.words().title())
                .isEqualTo("A person's request about their data is open and must be fulfilled by 2026-03-01 02:00 UTC");
        assertThat(rules.resolved(happened(SecurityEventKind.DATA_SUBJECT_REQUEST_FULFILLED)
                        .setSubjectRequestId("d-1")
                        .build()))
                .containsExactly(report.key());
    }

    @Test
    void signingInConcernsNobody() {
        concernsNobody(happened(SecurityEventKind.LOGIN_FAILED).build());
    }

    private void concernsNobody(SpecificRecord event) {
        assertThat(rules.book().concerns(Rulebooks.event(event))).isFalse();
    }

    private static ServiceRequestOpened opened(RequestPriority priority) {
        return ServiceRequestOpened.newBuilder()
                .setRequestId("r-1")
                .setOrganisationId("o-1")
                .setCategory("incident")
                .setPriority(priority)
                .setTitle("The shop is closed")
                .setRequestedBy("ada")
                .setOpenedAt(Rulebooks.AT)
                .setReference("https://desk.example.org/r-1")
                .build();
    }

    private static AuditRecorded purge(String act, String by, Outcome outcome, String... became) {
        return AuditRecorded.newBuilder()
                .setOrganisationId("mooring")
                .setActorKind(ActorKind.USER)
                .setActor(by)
                .setAction("backup-purge." + act)
                .setObjectKind("backup-purge")
                .setObjectId("p-1")
                .setOutcome(outcome)
                .setReason("The disk is full.")
                .setApprovedBy("bob")
                .setService("backup-service")
                .setChanges(List.of(became).stream()
                        .map(after -> AuditChange.newBuilder()
                                .setField("backup/b-1")
                                .setBefore("stored")
                                .setAfter(after)
                                .build())
                        .toList())
                .setOccurredAt(Rulebooks.AT)
                .build();
    }

    private static SecurityEvent.Builder happened(SecurityEventKind kind) {
        return SecurityEvent.newBuilder()
                .setKind(kind)
                .setOutcome(Outcome.SUCCEEDED)
                .setOccurredAt(Rulebooks.AT)
                .setOrganisationId("o-1")
                .setAttributes(Map.of());
    }
}
