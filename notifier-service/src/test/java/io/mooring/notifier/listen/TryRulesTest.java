package io.mooring.notifier.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mooring.platform.web.problem.FieldFault;
import io.mooring.platform.web.problem.ProblemException;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class TryRulesTest {

    private static final Map<String, Schema> SCHEMAS = HeardTopics.all().stream()
            .flatMap(topic -> topic.schemas().stream())
            .collect(Collectors.toMap(Schema::getName, schema -> schema));

    private final TryRules trials = new TryRules(Rulebooks.builtIn().book(), SCHEMAS);

    @Test
    void saysWhatWouldBeReportedAndWhyTheOtherRulesHaveNothingToSay() {
        Trial trial = attempt("BackupOverdue", """
                {"planId": "shop", "planName": "Shop", "kind": "BACKUP", "expectedAt": "2026-03-01T02:00:00Z",
                 "graceMillis": 3600000, "detectedAt": "2026-03-01T03:00:00Z"}""");
        assertThat(trial.reports()).hasSize(1);
        assertThat(trial.reports().getFirst().rule()).isEqualTo("backup-overdue");
        assertThat(trial.reports().getFirst().title()).isEqualTo("The backup of Shop is overdue");
        assertThat(trial.reports().getFirst().severity()).isEqualTo("critical");
        assertThat(trial.reports().getFirst().labels()).containsEntry("plan", "shop");
        assertThat(trial.rules())
                .contains(
                        new Trial.Verdict("backup-overdue", "matched", "This holds: kind == 'BACKUP'"),
                        new Trial.Verdict("wal-gap", "not-matched", "This does not hold: kind == 'WAL_CONTINUITY'"));
    }

    @Test
    void aSymbolOfANewerWriterIsWhatAReaderOfTodayMakesOfIt() {
        Trial trial = attempt("BackupOverdue", """
                {"planId": "shop", "planName": "Shop", "kind": "SOMETHING_NEW", "expectedAt": "2026-03-01T02:00:00Z",
                 "graceMillis": 1, "detectedAt": "2026-03-01T03:00:00Z"}""");
        assertThat(trial.reports()).extracting(Trial.Said::rule).containsExactly("something-overdue");
    }

    @Test
    void allThatIsWrongWithAPayloadIsToldAtOnce() {
        ProblemException refused = refused("BackupOverdue", """
                {"planId": 7, "planNam": "Shop", "kind": "BACKUP", "expectedAt": "yesterday", "graceMillis": "long",
                 "detectedAt": "2026-03-01T03:00:00Z"}""");
        assertThat(refused.faults())
                .extracting(FieldFault::field)
                .containsExactlyInAnyOrder(
                        "payload.planId",
                        "payload.planNam",
                        "payload.planName",
                        "payload.expectedAt",
                        "payload.graceMillis");
    }

    @Test
    void anUnknownEventAndAMissingPayloadAreRefused() {
        assertThat(refused("NoSuchEvent", "{}").detail()).contains("BackupFailed");
        assertThat(refused("BackupOverdue", "null").faults()).isNotEmpty();
        assertThat(refused("BackupOverdue", "[]").faults()).isNotEmpty();
    }

    /** Every contract can be written by hand: nested records, lists, maps and all. */
    @Test
    void takesEveryEventThatIsHeard() {
        Trial trial = attempt("HealthSampled", """
                {"resourceId": "web-1", "resourceKind": "HOST", "resourceName": "Web", "sampledAt": "2026-03-01T02:00:00Z",
                 "status": "CRITICAL", "intervalMillis": 1000, "measurements": [], "labels": {"service": "shop"},
                 "checks": [{"component": "db", "required": true, "status": "CRITICAL", "latencyMicros": 12, "detail": "away"}]}""");
        assertThat(trial.reports()).extracting(Trial.Said::key).containsExactly("health/web-1/db");
    }

    private Trial attempt(String event, String json) {
        return trials.of(event, JsonMapper.builder().build().readTree(json), Rulebooks.AT);
    }

    private ProblemException refused(String event, String json) {
        return catchThrowableOfType(ProblemException.class, () -> attempt(event, json));
    }
}
