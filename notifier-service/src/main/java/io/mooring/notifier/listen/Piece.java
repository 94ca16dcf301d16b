package io.mooring.notifier.listen;

import org.jspecify.annotations.Nullable;
import org.springframework.expression.AccessException;
import org.springframework.expression.Expression;
import org.springframework.expression.common.LiteralExpression;
import org.springframework.expression.spel.standard.SpelExpression;

/** What stands in one pair of braces, or between two of them. */
final class Piece {

    private final Expression expression;
    private final Expressions expressions;
    private final Shortcut.@Nullable Reader shortcut;

    Piece(Expression expression, Expressions expressions) {
        this.expression = expression;
        this.expressions = expressions;
        this.shortcut = switch (expression) {
            case LiteralExpression literal -> _ -> literal.getExpressionString();
            case SpelExpression spel -> expressions.shortcut(spel);
            default -> null;
        };
    }

    @Nullable
    Object value(Heard heard) {
        if (shortcut != null) {
            try {
                return shortcut.read(heard);
            } catch (AccessException | RuntimeException askSpring) {
                return expressions.value(expression, heard);
            }
        }
        return expressions.value(expression, heard);
    }
}
