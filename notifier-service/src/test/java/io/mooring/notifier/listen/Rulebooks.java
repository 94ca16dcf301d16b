package io.mooring.notifier.listen;

import io.mooring.notifier.alert.Fact;
import io.mooring.notifier.alert.Report;
import io.mooring.platform.events.ReceivedEvent;
import io.mooring.schemas.TopicCatalogue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;

/** Rules as the service has them, and rules of a test's own. */
final class Rulebooks {

    static final Instant AT = Instant.parse("2026-03-01T02:00:07Z");
    static final String CONSOLE = "https://mooring.example.org/";

    final List<String> unworded = new ArrayList<>();
    private final RuleBook rules;

    private Rulebooks(List<ReadyRule> rules) {
        this.rules =
                new RuleBook(rules, (rule, failure) -> unworded.add(rule.rule().name()));
    }

    static Rulebooks builtIn() {
        return new Rulebooks(loader(CONSOLE).load(""));
    }

    static Rulebooks of(String yaml) {
        return new Rulebooks(loader("").of(yaml, "test.yml"));
    }

    static LoadRules loader(String console) {
        return new LoadRules(new CheckRule(TopicCatalogue.topics(), HeardTopics.all()), new Expressions(console));
    }

    RuleBook book() {
        return rules;
    }

    List<Report> reports(SpecificRecord payload) {
        return rules.reports(event(payload));
    }

    /** The only report that says so. */
    Report only(SpecificRecord payload, Report.Says says) {
        List<Report> said = reports(payload).stream()
                .filter(report -> report.says() == says)
                .toList();
        if (said.size() != 1) {
            throw new AssertionError("Not one report says " + says + " but " + said.size() + ": " + reports(payload));
        }
        return said.getFirst();
    }

    List<String> resolved(SpecificRecord payload) {
        return reports(payload).stream()
                .filter(report -> report.says() == Report.Says.RESOLVED)
                .map(Report::key)
                .toList();
    }

    static Map<String, String> facts(Report report) {
        return report.words().facts().stream().collect(Collectors.toMap(Fact::name, Fact::value));
    }

    static ReceivedEvent<SpecificRecord> event(SpecificRecord payload) {
        return new ReceivedEvent<>(
                "e-1",
                payload.getSchema().getFullName(),
                "/mooring/backup-service",
                AT,
                "mooring.backup.runs",
                "shop",
                "c-1",
                payload,
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    }
}
