package io.mooring.notifier.listen;

import io.mooring.notifier.alert.Fact;
import io.mooring.notifier.alert.Report;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.alert.Words;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;

/** What is told of an event when the rule for it fails: that it came, and its fields as they are. */
final class Unworded {

    private static final Duration QUIET = Duration.ofDays(1);
    private static final int FIELDS = 18;

    private Unworded() {}

    static Report report(ReadyRule rule, Heard heard, RuleFailed failure) {
        String name = rule.rule().name();
        String about = Objects.requireNonNullElse(
                heard.received().key(), heard.received().id());
        String text = "The rule “%s” fails at its %s: %s.\nWhat to do: mend the rule. What came is in the facts."
                .formatted(name, failure.part(), failure.why());
        return new Report(
                AlertKeys.fitting("unworded/" + name + "/" + about),
                Report.Says.FIRING,
                severity(rule.rule()),
                new Words("%s could not be put into words".formatted(heard.type()), text, facts(heard)),
                Map.of(ReadyRule.SOURCE, heard.source()),
                heard.received().time(),
                ReadyRule.origin(heard),
                QUIET);
    }

    /** As grave as the rule says, and not less than a warning: nobody knows what it was. */
    private static Severity severity(AlertRule rule) {
        boolean isGrave = rule.says() == Report.Says.FIRING
                && !List.of("info", "warning").contains(rule.severity().toLowerCase(Locale.ROOT));
        return isGrave ? Severity.CRITICAL : Severity.WARNING;
    }

    private static List<Fact> facts(Heard heard) {
        SpecificRecord payload = heard.received().payload();
        return payload.getSchema().getFields().stream()
                .filter(field -> payload.get(field.pos()) != null)
                .limit(FIELDS)
                .map(field -> new Fact(field.name(), payload.get(field.pos()).toString()))
                .filter(fact -> !fact.value().isBlank())
                .toList();
    }
}
