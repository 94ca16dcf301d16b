package io.mooring.notifier.channel;

import io.mooring.notifier.alert.Fact;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.alert.Words;
import io.mooring.notifier.message.Message;
import io.mooring.notifier.message.Message.Status;
import java.util.Collections;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Messages of whatever signs and however long, at the limits that providers have and beyond them. */
public final class AnyMessages {

    private static final int FACTS = 25;
    private static final int LINES = 20;

    private AnyMessages() {}

    public static Arbitrary<Message> any() {
        return Combinators.combine(
                        Arbitraries.of(Status.class),
                        Arbitraries.of(Severity.class),
                        texts(),
                        texts(),
                        Arbitraries.integers().between(0, FACTS),
                        Arbitraries.integers().between(0, LINES),
                        Arbitraries.of(0, 1, Integer.MAX_VALUE))
                .as(AnyMessages::of);
    }

    /** One sign, or a few, again and again. */
    private static Arbitrary<String> texts() {
        return Combinators.combine(
                        Arbitraries.of(
                                "x", "<", "&", "🚨", "Ü", "\u202e", "a b", "x\n", ".\n", "\"\\", "=", "\r\n", "\ud83d"),
                        Arbitraries.of(0, 1, 76, 149, 150, 151, 500, 997, 998, 999, 1_000, 2_000, 3_000, 3_001, 5_000))
                .as(String::repeat);
    }

    private static Message of(
            Status status, Severity severity, String one, String other, int facts, int lines, int more) {
        return new Message(
                status,
                severity,
                new Words("T" + one, other, Collections.nCopies(facts, new Fact(one, other))),
                Collections.nCopies(lines, one + other),
                more,
                other,
                lines % 2 == 0 ? one : null,
                "https://mooring.example.org/" + one,
                facts % 2 == 0 ? Envelopes.ALERT : null,
                other);
    }
}
