package io.mooring.notifier.listen;

import io.mooring.notifier.alert.Report;
import io.mooring.notifier.listen.Trial.Said;
import io.mooring.notifier.listen.Trial.Verdict;
import io.mooring.platform.events.ReceivedEvent;
import io.mooring.platform.web.problem.FieldFault;
import io.mooring.platform.web.problem.PlatformProblem;
import io.mooring.platform.web.problem.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Says what the rules would make of an event, and makes nothing of it. */
final class TryRules {

    private final RuleBook rules;
    private final Map<String, Schema> schemas;

    /** @param schemas of the events that are heard, by their short names */
    TryRules(RuleBook rules, Map<String, Schema> schemas) {
        this.rules = rules;
        this.schemas = schemas;
    }

    /** @throws ProblemException when there is no such event, or the payload is none */
    Trial of(@Nullable String event, @Nullable JsonNode payload, Instant at) {
        Schema schema = event == null ? null : schemas.get(event.substring(event.lastIndexOf('.') + 1));
        if (schema == null) {
            throw ProblemException.ofField(
                    PlatformProblem.INVALID_REQUEST, "event", "is one of " + String.join(", ", schemas.keySet()));
        }
        List<FieldFault> faults = new ArrayList<>();
        Object record = new RecordFromJson(faults).read(schema, payload, "payload");
        if (!faults.isEmpty() || !(record instanceof SpecificRecord read)) {
            throw ProblemException.ofFields(
                    PlatformProblem.INVALID_REQUEST, "The payload is no " + schema.getName(), faults);
        }
        return trial(new Heard(new ReceivedEvent<>(
                "trial", schema.getFullName(), "/mooring/trial", at, "trial", "trial", null, read)));
    }

    private Trial trial(Heard heard) {
        List<Said> said = new ArrayList<>();
        List<Verdict> verdicts = new ArrayList<>();
        for (ReadyRule rule : rules.about(heard.type())) {
            List<Report> reports = new ArrayList<>();
            verdicts.add(verdict(rule, heard, reports));
            reports.forEach(report -> said.add(Said.of(rule.rule().name(), report)));
        }
        return new Trial(heard.type(), said, verdicts);
    }

    private static Verdict verdict(ReadyRule rule, Heard heard, List<Report> reports) {
        String name = rule.rule().name();
        String condition = rule.rule().condition();
        try {
            if (!rule.applies(heard)) {
                return new Verdict(name, "not-matched", "This does not hold: " + condition);
            }
            reports.addAll(rule.reports(heard));
        } catch (RuleFailed failure) {
            reports.add(Unworded.report(rule, heard, failure));
            return new Verdict(name, "failed", String.valueOf(failure.getMessage()));
        }
        if (reports.isEmpty()) {
            return new Verdict(
                    name, "not-matched", "This list is empty: " + rule.rule().each());
        }
        return new Verdict(name, "matched", condition.isBlank() ? "It always applies" : "This holds: " + condition);
    }
}
