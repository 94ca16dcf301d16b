package io.mooring.notifier.listen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.expression.Expression;
import org.springframework.expression.common.CompositeStringExpression;
import org.springframework.expression.spel.standard.SpelExpression;

/** The short way and Spring's say the same. */
class ShortcutTest {

    private final Expressions expressions = new Expressions("https://mooring.example.org");
    private int compared;

    @Test
    void saysWhatSpringSaysForEveryExpressionOfEveryBuiltInRuleOnEverySample() {
        HeardTopics.all().forEach(topic -> topic.schemas().forEach(schema -> {
            for (ReadyRule rule : Rulebooks.builtIn().book().about(schema.getName())) {
                for (Heard sample : SampleEvents.of(schema, topic.name())) {
                    Heard heard = rule.each() == null ? sample : sample.with(first(rule, sample));
                    compare(rule.title().expression(), heard);
                    compare(rule.text().expression(), heard);
                    compare(rule.key().expression(), heard);
                    compare(rule.severity().expression(), heard);
                    rule.facts().forEach(fact -> compare(fact.expression(), heard));
                    rule.labels().values().forEach(label -> compare(label.expression(), heard));
                    if (rule.condition() != null) {
                        compare(rule.condition().expression(), heard);
                    }
                }
            }
        }));
        assertThat(compared).isGreaterThan(1_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "planName + '!'", "'a' + failure", "failure?.code", "failure.code",
                        "kind == 'sample' or graceMillis == 90000",
                "graceMillis", "#duration(graceMillis)", "#bytes(graceMillis)", "lastCompletedAt ?: 'never'",
                        "!(kind == null)",
                "#link('/runs/' + planId)", "event.source", "#first({1,2,3}, 2)", "kind ? 'a' : 'b'", "#number('12')"
            })
    void saysWhatSpringSaysOfWhateverElse(String text) {
        Expression expression = expressions.condition(text);
        for (Heard heard : SampleEvents.of(io.mooring.events.backup.BackupOverdue.getClassSchema(), "topic")) {
            assertThat(told(() -> new Piece(expression, expressions).value(heard)))
                    .isEqualTo(told(() -> expressions.value(expression, heard)));
        }
    }

    private static String told(java.util.function.Supplier<?> value) {
        try {
            return String.valueOf(value.get());
        } catch (RuntimeException failure) {
            return "fails: " + failure.getMessage();
        }
    }

    private static Object first(ReadyRule rule, Heard sample) {
        var items = rule.each().list(sample);
        return items.isEmpty() ? null : items.getFirst();
    }

    private void compare(Expression expression, Heard heard) {
        if (expression instanceof CompositeStringExpression composite) {
            for (Expression one : composite.getExpressions()) {
                compare(one, heard);
            }
        } else if (expression instanceof SpelExpression spel && expressions.shortcut(spel) != null) {
            compared++;
            assertThat(told(() -> new Piece(spel, expressions).value(heard)))
                    .as(spel.getExpressionString())
                    .isEqualTo(told(() -> expressions.value(spel, heard)));
        }
    }
}
