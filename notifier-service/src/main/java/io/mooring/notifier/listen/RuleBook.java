package io.mooring.notifier.listen;

import io.mooring.notifier.alert.Report;
import io.mooring.platform.events.ReceivedEvent;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/** All rules, by the events that they are about. */
final class RuleBook {

    private final List<ReadyRule> rules;
    private final Map<String, List<ReadyRule>> byEvent;
    private final BiConsumer<ReadyRule, RuleFailed> onUnworded;

    /** @param onUnworded told of each rule that failed on an event */
    RuleBook(List<ReadyRule> rules, BiConsumer<ReadyRule, RuleFailed> onUnworded) {
        this.rules = List.copyOf(rules);
        this.byEvent =
                rules.stream().collect(Collectors.groupingBy(rule -> rule.rule().event()));
        this.onUnworded = onUnworded;
    }

    List<ReadyRule> rules() {
        return rules;
    }

    List<ReadyRule> about(String event) {
        return byEvent.getOrDefault(event, List.of());
    }

    /** Whether a rule has something to say of it. One that cannot tell has. */
    boolean concerns(ReceivedEvent<? extends SpecificRecord> event) {
        Heard heard = new Heard(event);
        return about(heard.type()).stream().anyMatch(rule -> mayApply(rule, heard));
    }

    /** What the rules say of it, in their order. None of them can make the others' reports be lost. */
    List<Report> reports(ReceivedEvent<? extends SpecificRecord> event) {
        Heard heard = new Heard(event);
        return about(heard.type()).stream().flatMap(rule -> said(rule, heard)).toList();
    }

    private Stream<Report> said(ReadyRule rule, Heard heard) {
        try {
            return rule.applies(heard) ? rule.reports(heard).stream() : Stream.empty();
        } catch (RuleFailed failure) {
            onUnworded.accept(rule, failure);
            return Stream.of(Unworded.report(rule, heard, failure));
        }
    }

    private static boolean mayApply(ReadyRule rule, Heard heard) {
        try {
            return rule.applies(heard);
        } catch (RuleFailed failure) {
            return true;
        }
    }
}
