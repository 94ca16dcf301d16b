package io.mooring.notifier.listen;

import org.jspecify.annotations.Nullable;
import org.springframework.expression.spel.SpelEvaluationException;
import org.springframework.expression.spel.SpelMessage;

/** A part of a rule cannot be told of an event. */
final class RuleFailed extends RuntimeException {

    private final String part;
    private final String why;

    RuleFailed(String part, RuntimeException cause) {
        super(part + ": " + words(cause), cause);
        this.part = part;
        this.why = words(cause);
    }

    RuleFailed(String part, String why) {
        super(part + ": " + why);
        this.part = part;
        this.why = why;
    }

    String part() {
        return part;
    }

    String why() {
        return why;
    }

    private static String words(RuntimeException cause) {
        if (cause instanceof SpelEvaluationException evaluation) {
            @Nullable Object[] inserts = evaluation.getInserts();
            String name = inserts.length == 0 ? "?" : String.valueOf(inserts[0]);
            if (evaluation.getMessageCode() == SpelMessage.PROPERTY_OR_FIELD_NOT_READABLE) {
                return "there is no field '" + name + "'";
            }
            if (evaluation.getMessageCode() == SpelMessage.PROPERTY_OR_FIELD_NOT_READABLE_ON_NULL) {
                return "'" + name + "' is asked of what may be missing: write ?. before it";
            }
        }
        return plain(cause.getMessage());
    }

    /** Spring's messages begin with a number that is of use to nobody here. */
    static String plain(@Nullable String message) {
        return message == null ? "it fails" : message.replaceFirst("^(Expression .*?: )?EL\\d+E: ?", "");
    }
}
