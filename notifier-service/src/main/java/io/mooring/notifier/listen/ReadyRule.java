package io.mooring.notifier.listen;

import io.mooring.notifier.alert.Fact;
import io.mooring.notifier.alert.Origin;
import io.mooring.notifier.alert.Report;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.alert.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A rule whose expressions are parsed. */
record ReadyRule(
        AlertRule rule,
        @Nullable Phrase condition,
        @Nullable Phrase each,
        Phrase severity,
        Phrase key,
        Phrase title,
        Phrase text,
        List<Phrase> facts,
        Map<String, Phrase> labels,
        @Nullable Phrase at) {

    static final String SOURCE = "source";

    private static final int ITEMS = 50;

    /** @throws RuleFailed when the condition cannot be told of this event */
    boolean applies(Heard heard) {
        return condition == null || condition.holds(heard);
    }

    /**
     * What the rule says of an event that it applies to.
     *
     * @throws RuleFailed when a part cannot be told of it
     */
    List<Report> reports(Heard heard) {
        if (each == null) {
            return List.of(report(heard));
        }
        return each.list(heard).stream()
                .limit(ITEMS)
                .map(item -> report(heard.with(item)))
                .toList();
    }

    private Report report(Heard heard) {
        String about = key.say(heard).strip();
        if (about.isEmpty()) {
            throw new RuleFailed("key", "it is empty");
        }
        return new Report(
                AlertKeys.fitting(about),
                rule.says(),
                gravity(heard),
                words(heard),
                labelled(heard),
                time(heard),
                origin(heard),
                rule.endsWhenQuietFor());
    }

    private Severity gravity(Heard heard) {
        String said = severity.say(heard).strip();
        try {
            return Severity.valueOf(said.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException none) {
            throw new RuleFailed("severity", "'" + said + "' is none of info, warning, critical, emergency");
        }
    }

    private Words words(Heard heard) {
        String headline = title.say(heard).strip();
        if (headline.isEmpty()) {
            throw new RuleFailed("title", "it is empty");
        }
        List<Fact> told = new ArrayList<>();
        for (int i = 0; i < facts.size(); i++) {
            String value = facts.get(i).say(heard).strip();
            if (!value.isEmpty()) {
                told.add(new Fact(rule.facts().get(i).name(), value));
            }
        }
        return new Words(headline, withoutEmptyLines(text.say(heard)), told);
    }

    private static String withoutEmptyLines(String text) {
        return text.lines().filter(line -> !line.isBlank()).map(String::strip).collect(Collectors.joining("\n"));
    }

    private Map<String, String> labelled(Heard heard) {
        Map<String, String> told = new LinkedHashMap<>();
        told.put(SOURCE, heard.source());
        labels.forEach((name, phrase) -> {
            String value = phrase.say(heard).strip();
            if (!value.isEmpty()) {
                told.put(name, value);
            }
        });
        return told;
    }

    private Instant time(Heard heard) {
        Object said = at == null ? null : at.value(heard);
        if (said != null && !(said instanceof Instant)) {
            throw new RuleFailed("at", "'" + said + "' is no time");
        }
        return said == null ? heard.received().time() : (Instant) said;
    }

    static Origin origin(Heard heard) {
        String correlation = heard.received().correlationId();
        return new Origin(
                heard.received().id(),
                heard.type(),
                heard.source(),
                correlation == null ? "" : correlation,
                heard.received().traceparent());
    }
}
