package io.mooring.backup.restore;

import io.mooring.backup.read.ReadFailure;
import io.mooring.backup.rebuild.RebuildFailure;
import io.mooring.backup.run.RunFailure;
import java.util.Locale;

/** A restore that came to its end without what was wanted, for a reason that can be told. */
final class RestoreStopped extends Exception {

    private final RunFailure failure;

    RestoreStopped(String code, String message, String remedy) {
        super(message);
        this.failure = new RunFailure(code, message, remedy);
    }

    private RestoreStopped(RunFailure failure, Throwable cause) {
        super(failure.message(), cause);
        this.failure = failure;
    }

    static RestoreStopped by(ReadFailure failure) {
        return new RestoreStopped(
                new RunFailure(word(failure.fault()), String.valueOf(failure.getMessage()), failure.remedy()), failure);
    }

    static RestoreStopped by(RebuildFailure failure) {
        return new RestoreStopped(
                new RunFailure(word(failure.fault()), String.valueOf(failure.getMessage()), failure.remedy()), failure);
    }

    RunFailure failure() {
        return failure;
    }

    private static String word(Enum<?> fault) {
        return fault.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
