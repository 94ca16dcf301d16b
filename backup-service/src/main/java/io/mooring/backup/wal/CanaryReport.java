package io.mooring.backup.wal;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether transactions are committed at the source for restore tests to look for. Without them no restore test proves recovery to a time.
 *
 * @param since when the source began to refuse them; null where it does not, as far as is known
 * @param said why it is so, in a sentence; null where nothing is to be said
 * @param remedy what to do about it; null where nothing is to be done
 */
public record CanaryReport(
        State state,
        @Nullable Instant since,
        @Nullable String said,
        @Nullable String remedy) {

    /** What became of the last one. */
    public enum State {
        /** It is in the source's log. */
        COMMITTED,
        /** The source answered that it does not take it. */
        REFUSED,
        /** The source is a standby, which commits nothing. */
        STANDBY,
        /** None are wanted. */
        OFF,
        /** None was tried yet, or nobody knows what became of it. */
        UNKNOWN;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    static final CanaryReport COMMITTED = new CanaryReport(State.COMMITTED, null, null, null);
    static final CanaryReport OFF = new CanaryReport(
            State.OFF,
            null,
            "None are committed: source.wal.canary-every is 0s.",
            "Set it to 1m, if restore tests are to prove recovery to a time.");
    static final CanaryReport STANDBY = new CanaryReport(
            State.STANDBY,
            null,
            "The source is a standby, which commits nothing.",
            "Let the plan's host lead to the primary, if restore tests are to prove recovery to a time.");
    static final CanaryReport UNTRIED = unknown("None was tried yet.");

    static CanaryReport unknown(String said) {
        return new CanaryReport(State.UNKNOWN, null, said, null);
    }

    /** What holds of it while nobody answers: a refusal stands until it is taken back, and nothing else is known. */
    CanaryReport unanswered() {
        return state == State.COMMITTED || state == State.STANDBY ? unknown("The source does not answer.") : this;
    }
}
