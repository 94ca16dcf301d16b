package io.mooring.notifier.listen;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.expression.AccessException;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.CompoundExpression;
import org.springframework.expression.spel.ast.Elvis;
import org.springframework.expression.spel.ast.FunctionReference;
import org.springframework.expression.spel.ast.NullLiteral;
import org.springframework.expression.spel.ast.OpAnd;
import org.springframework.expression.spel.ast.OpEQ;
import org.springframework.expression.spel.ast.OpNE;
import org.springframework.expression.spel.ast.OpOr;
import org.springframework.expression.spel.ast.OpPlus;
import org.springframework.expression.spel.ast.OperatorNot;
import org.springframework.expression.spel.ast.PropertyOrFieldReference;
import org.springframework.expression.spel.ast.StringLiteral;
import org.springframework.expression.spel.ast.Ternary;

/**
 * Evaluates the commonest expressions without Spring, whose conversions and type descriptors take tens of microseconds a
 * report. Only what means the same here and there is taken; whatever fails here is asked of Spring, which knows the words.
 */
final class Shortcut {

    /** One expression, or a part of one. */
    @FunctionalInterface
    interface Reader {
        @Nullable
        Object read(Heard heard) throws AccessException;
    }

    private final BiFunction<String, @Nullable Object[], @Nullable Object> functions;

    /** @param functions calls one by its name */
    Shortcut(BiFunction<String, @Nullable Object[], @Nullable Object> functions) {
        this.functions = functions;
    }

    /** @return null for what only Spring can evaluate */
    @Nullable
    Reader of(SpelNode node) {
        return switch (node) {
            case StringLiteral text -> constant(text.getLiteralValue().getValue());
            case NullLiteral _ -> constant(null);
            case PropertyOrFieldReference property -> heard -> ReadFields.of(heard, property.getName());
            case CompoundExpression path -> path(path);
            case FunctionReference function -> call(function);
            case Elvis elvis -> both(elvis, (one, other, heard) -> orElse(one.read(heard), other, heard));
            case OpEQ equal when comparesText(equal) -> both(equal, (one, other, heard) -> same(one, other, heard));
            case OpNE unequal
            when comparesText(unequal) -> both(unequal, (one, other, heard) -> !same(one, other, heard));
            case OpAnd and -> both(and, (one, other, heard) -> is(one, heard) && is(other, heard));
            case OpOr or -> both(or, (one, other, heard) -> is(one, heard) || is(other, heard));
            case OpPlus plus
            when plus.getChildCount() == 2 && plus.getChild(0) instanceof StringLiteral ->
                both(plus, (one, other, heard) -> (String) one.read(heard) + text(other.read(heard)));
            case OperatorNot not -> one(not.getChild(0), inner -> heard -> !is(inner, heard));
            case Ternary choice -> choice(choice);
            default -> null;
        };
    }

    private static Reader constant(@Nullable Object value) {
        return _ -> value;
    }

    private @Nullable Reader path(CompoundExpression path) {
        List<PropertyOrFieldReference> steps = new ArrayList<>();
        for (int i = 0; i < path.getChildCount(); i++) {
            if (!(path.getChild(i) instanceof PropertyOrFieldReference step)) {
                return null;
            }
            steps.add(step);
        }
        return heard -> {
            Object value = heard;
            for (PropertyOrFieldReference step : steps) {
                if (value == null && step.isNullSafe()) {
                    return null;
                }
                value = ReadFields.of(value, step.getName());
            }
            return value;
        };
    }

    private @Nullable Reader call(FunctionReference function) {
        Reader[] arguments = new Reader[function.getChildCount()];
        for (int i = 0; i < arguments.length; i++) {
            Reader argument = of(function.getChild(i));
            if (argument == null) {
                return null;
            }
            arguments[i] = argument;
        }
        String written = function.toStringAST();
        String name = written.substring(1, written.indexOf('('));
        return heard -> {
            @Nullable Object[] values = new Object[arguments.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = arguments[i].read(heard);
            }
            return functions.apply(name, values);
        };
    }

    private @Nullable Reader choice(Ternary choice) {
        Reader condition = of(choice.getChild(0));
        Reader yes = of(choice.getChild(1));
        Reader no = of(choice.getChild(2));
        return condition == null || yes == null || no == null
                ? null
                : heard -> is(condition, heard) ? yes.read(heard) : no.read(heard);
    }

    private static @Nullable Object orElse(@Nullable Object value, Reader otherwise, Heard heard)
            throws AccessException {
        return value == null || "".equals(value) ? otherwise.read(heard) : value;
    }

    /** Numbers are equal to Spring also when they are of different types. */
    private static boolean comparesText(SpelNode comparison) {
        SpelNode right = comparison.getChild(1);
        return right instanceof StringLiteral || right instanceof NullLiteral;
    }

    private static boolean same(Reader one, Reader other, Heard heard) throws AccessException {
        return Objects.equals(one.read(heard), other.read(heard));
    }

    private static boolean is(Reader condition, Heard heard) throws AccessException {
        if (condition.read(heard) instanceof Boolean holds) {
            return holds;
        }
        throw new AccessException("It is neither true nor false");
    }

    private static String text(@Nullable Object value) throws AccessException {
        if (value instanceof String text) {
            return text;
        }
        throw new AccessException("Spring knows how to add this");
    }

    @FunctionalInterface
    private interface Combination {
        @Nullable
        Object of(Reader one, Reader other, Heard heard) throws AccessException;
    }

    private @Nullable Reader both(SpelNode node, Combination combination) {
        Reader one = of(node.getChild(0));
        Reader other = of(node.getChild(1));
        return one == null || other == null ? null : heard -> combination.of(one, other, heard);
    }

    private @Nullable Reader one(SpelNode node, java.util.function.Function<Reader, Reader> change) {
        Reader inner = of(node);
        return inner == null ? null : change.apply(inner);
    }
}
