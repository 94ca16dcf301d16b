package io.mooring.notifier.listen;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.expression.Expression;
import org.springframework.expression.common.CompositeStringExpression;

/** One expression or template of a rule, parsed, with the part's name for those who must mend it. */
final class Phrase {

    private final String part;
    private final Expression expression;
    private final List<Piece> pieces;

    Phrase(String part, Expression expression, Expressions expressions) {
        this.part = part;
        this.expression = expression;
        this.pieces = pieces(expression, expressions);
    }

    private static List<Piece> pieces(Expression expression, Expressions expressions) {
        List<Piece> pieces = new ArrayList<>();
        if (expression instanceof CompositeStringExpression composite) {
            for (Expression one : composite.getExpressions()) {
                pieces.add(new Piece(one, expressions));
            }
        } else {
            pieces.add(new Piece(expression, expressions));
        }
        return List.copyOf(pieces);
    }

    String part() {
        return part;
    }

    Expression expression() {
        return expression;
    }

    /** @throws RuleFailed when it cannot be told */
    String say(Heard heard) {
        if (pieces.size() == 1) {
            return text(value(pieces.getFirst(), heard));
        }
        StringBuilder said = new StringBuilder();
        pieces.forEach(piece -> said.append(text(value(piece, heard))));
        return said.toString();
    }

    /** What is not there does not hold. */
    boolean holds(Heard heard) {
        Object value = value(heard);
        if (value == null || value instanceof Boolean) {
            return Boolean.TRUE.equals(value);
        }
        throw new RuleFailed(part, "'" + text(value) + "' is neither true nor false");
    }

    List<?> list(Heard heard) {
        Object value = value(heard);
        return value == null ? List.of() : value instanceof List<?> list ? list : List.of(value);
    }

    @Nullable
    Object value(Heard heard) {
        return value(pieces.getFirst(), heard);
    }

    private @Nullable Object value(Piece piece, Heard heard) {
        try {
            return piece.value(heard);
        } catch (RuntimeException failure) {
            throw new RuleFailed(part, failure);
        }
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value instanceof List<?> list ? RuleFunctions.join(list, ", ") : value.toString();
    }
}
