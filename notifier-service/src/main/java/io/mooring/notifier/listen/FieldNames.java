package io.mooring.notifier.listen;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.springframework.expression.Expression;
import org.springframework.expression.common.CompositeStringExpression;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.CompoundExpression;
import org.springframework.expression.spel.ast.FunctionReference;
import org.springframework.expression.spel.ast.PropertyOrFieldReference;
import org.springframework.expression.spel.ast.VariableReference;
import org.springframework.expression.spel.standard.SpelExpression;

/** Finds names that are no field's, also in parts of a rule that no sample reaches, and functions that there are not. */
final class FieldNames {

    private static final Set<String> OWN =
            Set.of(Heard.EVENT, Heard.EACH, "id", "type", "source", "time", "topic", "key", "value");

    private final Set<String> fields = new HashSet<>(OWN);
    private final Set<String> maps = new HashSet<>();
    private final Schema schema;
    private final Faults faults;
    private boolean found;

    private FieldNames(Schema schema, Faults faults) {
        this.schema = schema;
        this.faults = faults;
        collect(schema, new HashSet<>());
    }

    /** Whether all names are those of something; faults otherwise. */
    static boolean allKnown(ReadyRule rule, Schema schema, Faults faults) {
        FieldNames names = new FieldNames(schema, faults);
        Stream.of(
                        Stream.of(rule.severity(), rule.key(), rule.title(), rule.text()),
                        Stream.ofNullable(rule.condition()),
                        Stream.ofNullable(rule.each()),
                        Stream.ofNullable(rule.at()),
                        rule.facts().stream(),
                        rule.labels().values().stream())
                .flatMap(phrases -> phrases)
                .forEach(phrase -> names.check(phrase.expression(), phrase.part()));
        return !names.found;
    }

    private void check(Expression expression, String part) {
        switch (expression) {
            case CompositeStringExpression composite ->
                List.of(composite.getExpressions()).forEach(one -> check(one, part));
            case SpelExpression spel -> check(spel.getAST(), part);
            default -> {}
        }
    }

    private void check(SpelNode node, String part) {
        switch (node) {
            case PropertyOrFieldReference property
            when !fields.contains(property.getName()) ->
                fault(
                        part,
                        "%s has no field '%s'; it has %s"
                                .formatted(schema.getName(), property.getName(), String.join(", ", own())));
            case FunctionReference function
            when !Expressions.FUNCTIONS.contains(name(function)) ->
                fault(
                        part,
                        "there is no function #%s; there are %s"
                                .formatted(name(function), String.join(", ", Expressions.FUNCTIONS)));
            case VariableReference variable
            when !Set.of("#this", "#root").contains(variable.toStringAST()) ->
                fault(part, "there is no variable " + variable.toStringAST());
            default -> {}
        }
        for (int i = 0; i < node.getChildCount(); i++) {
            check(node.getChild(i), part);
            if (node instanceof CompoundExpression && isMap(node.getChild(i))) {
                return;
            }
        }
    }

    private void fault(String part, String words) {
        found = true;
        faults.at(part).add(words);
    }

    private static String name(FunctionReference function) {
        String written = function.toStringAST();
        return written.substring(1, written.indexOf('('));
    }

    /** What follows is the name of an entry and not of a field. */
    private boolean isMap(SpelNode node) {
        return node instanceof PropertyOrFieldReference property && maps.contains(property.getName());
    }

    private Set<String> own() {
        Set<String> names = new TreeSet<>();
        schema.getFields().forEach(field -> names.add(field.name()));
        return names;
    }

    private void collect(Schema type, Set<Schema> seen) {
        if (!seen.add(type)) {
            return;
        }
        switch (type.getType()) {
            case RECORD ->
                type.getFields().forEach(field -> {
                    fields.add(field.name());
                    if (field.schema().getType() == Schema.Type.MAP) {
                        maps.add(field.name());
                    }
                    collect(field.schema(), seen);
                });
            case ARRAY -> collect(type.getElementType(), seen);
            case MAP -> collect(type.getValueType(), seen);
            case UNION -> type.getTypes().forEach(one -> collect(one, seen));
            default -> {}
        }
    }
}
