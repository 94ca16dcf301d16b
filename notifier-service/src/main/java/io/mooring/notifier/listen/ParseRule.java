package io.mooring.notifier.listen;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.expression.EvaluationException;
import org.springframework.expression.Expression;
import org.springframework.expression.ParseException;

/** Makes a rule ready: parses every expression of it, once. */
final class ParseRule {

    private final Expressions expressions;

    ParseRule(Expressions expressions) {
        this.expressions = expressions;
    }

    /** @return null when there are faults, which are told */
    @Nullable
    ReadyRule ready(AlertRule rule, Faults faults) {
        Parts parts = new Parts(faults);
        Phrase condition = parts.expression("when", rule.condition());
        Phrase each = parts.expression("each", rule.each());
        Phrase at = parts.expression("at", rule.at());
        Phrase severity = parts.template("severity", rule.severity());
        Phrase key = parts.template("key", rule.key());
        Phrase title = parts.template("title", rule.title());
        Phrase text = parts.template("text", rule.text());
        List<@Nullable Phrase> facts = new ArrayList<>();
        rule.facts().forEach(fact -> facts.add(parts.template("fact '" + fact.name() + "'", fact.value())));
        Map<String, @Nullable Phrase> labels = new LinkedHashMap<>();
        rule.labels().forEach((name, value) -> labels.put(name, parts.template("label '" + name + "'", value)));
        if (parts.wrong || severity == null || key == null || title == null || text == null) {
            return null;
        }
        return new ReadyRule(rule, condition, each, severity, key, title, text, known(facts), known(labels), at);
    }

    private static List<Phrase> known(List<@Nullable Phrase> phrases) {
        return phrases.stream()
                .<Phrase>mapMulti((phrase, next) -> {
                    if (phrase != null) {
                        next.accept(phrase);
                    }
                })
                .toList();
    }

    private static Map<String, Phrase> known(Map<String, @Nullable Phrase> phrases) {
        Map<String, Phrase> known = new LinkedHashMap<>();
        phrases.forEach((name, phrase) -> {
            if (phrase != null) {
                known.put(name, phrase);
            }
        });
        return known;
    }

    private final class Parts {
        private final Faults faults;
        private boolean wrong;

        Parts(Faults faults) {
            this.faults = faults;
        }

        @Nullable
        Phrase expression(String part, String text) {
            return text.isBlank() ? null : parse(part, text, false);
        }

        @Nullable
        Phrase template(String part, String text) {
            return parse(part, text, true);
        }

        private @Nullable Phrase parse(String part, String text, boolean isTemplate) {
            try {
                Expression parsed = isTemplate ? expressions.template(text) : expressions.condition(text);
                return new Phrase(part, parsed, expressions);
            } catch (ParseException | EvaluationException | IllegalStateException wrongText) {
                wrong = true;
                faults.at(part).add("cannot be read: " + RuleFailed.plain(wrongText.getMessage()));
                return null;
            }
        }
    }
}
