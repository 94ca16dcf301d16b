package io.mooring.notifier.listen;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.Expression;
import org.springframework.expression.common.TemplateParserContext;
import org.springframework.expression.spel.SpelCompilerMode;
import org.springframework.expression.spel.SpelParserConfiguration;
import org.springframework.expression.spel.standard.SpelExpression;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.expression.spel.support.SimpleEvaluationContext;

/**
 * Parses and evaluates rules' expressions. They see an event's fields and {@link RuleFunctions}: no types, no methods, no
 * beans, no assignment. An expression is at most 2,000 characters long and stops with an error after 10,000 operations.
 */
final class Expressions {

    static final int LONGEST = 2_000;
    static final int OPERATIONS = 10_000;

    /** What there is to call. */
    static final Set<String> FUNCTIONS =
            functions().map(Method::getName).collect(Collectors.toCollection(TreeSet::new));

    private static final TemplateParserContext TEMPLATE = new TemplateParserContext("#{", "}");

    private final SpelExpressionParser parser = new SpelExpressionParser(
            new SpelParserConfiguration(SpelCompilerMode.OFF, null, false, false, 1, LONGEST, OPERATIONS));
    private final EvaluationContext context;
    private final String console;
    private final Map<String, Method> byName =
            functions().collect(Collectors.toMap(Method::getName, Function.identity()));
    private final Shortcut shortcuts = new Shortcut(this::call);

    /** @param consoleUrl where people open the console; empty when nobody said */
    Expressions(String consoleUrl) {
        console = consoleUrl.replaceAll("/+$", "");
        context = SimpleEvaluationContext.forPropertyAccessors(new ReadFields())
                .withAssignmentDisabled()
                .build();
        functions().forEach(method -> context.setVariable(method.getName(), method));
        context.setVariable("link", MethodHandles.insertArguments(link(), 0, console));
    }

    /** @throws org.springframework.expression.ParseException when it is none */
    Expression template(String text) {
        return parser.parseExpression(text, TEMPLATE);
    }

    /** @throws org.springframework.expression.ParseException when it is none */
    Expression condition(String text) {
        return parser.parseExpression(text);
    }

    /** @throws org.springframework.expression.EvaluationException when it cannot be told of what was heard */
    @Nullable
    Object value(Expression expression, Heard heard) {
        return expression.getValue(context, heard);
    }

    Shortcut.@Nullable Reader shortcut(SpelExpression expression) {
        return shortcuts.of(expression.getAST());
    }

    /** Arguments that do not fit are an error here, and are for Spring to convert. */
    private @Nullable Object call(String name, @Nullable Object[] arguments) {
        if (name.equals("link")) {
            return RuleFunctions.link(console, (String) arguments[0]);
        }
        try {
            return byName.get(name).invoke(null, arguments);
        } catch (ReflectiveOperationException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static Stream<Method> functions() {
        return Stream.of(RuleFunctions.class.getDeclaredMethods())
                .filter(method -> !Modifier.isPrivate(method.getModifiers()) && !method.isSynthetic());
    }

    /** The one that needs to know something. */
    private static MethodHandle link() {
        try {
            return MethodHandles.lookup()
                    .findStatic(
                            RuleFunctions.class,
                            "link",
                            MethodType.methodType(String.class, String.class, String.class));
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
