package io.mooring.notifier.mute;

import io.mooring.notifier.match.Matcher;
import io.mooring.notifier.match.Matchers;
import io.mooring.notifier.match.Operator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A condition as the API shows and takes it; {@code op} is {@code =} when it is not there. */
record MatcherView(
        @Nullable String label,
        @Nullable String op,
        @Nullable String value) {

    static List<MatcherView> of(Matchers matchers) {
        return matchers.all().stream()
                .map(matcher ->
                        new MatcherView(matcher.label(), matcher.operator().sign(), matcher.value()))
                .toList();
    }

    /** Throws what {@link Matcher#of} throws. */
    Matcher matcher() {
        return Matcher.of(
                label == null ? "" : label, op == null ? Operator.EQUALS : Operator.of(op), value == null ? "" : value);
    }
}
