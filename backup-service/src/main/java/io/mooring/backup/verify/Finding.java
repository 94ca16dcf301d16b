package io.mooring.backup.verify;

/** A verdict and why: in words, naming the object, table or host that decided it. */
public record Finding(Verdict verdict, String reason) {

    public Finding {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("a verdict has a reason");
        }
    }

    public static Finding passed(String reason) {
        return new Finding(Verdict.PASSED, reason);
    }

    public static Finding failed(String reason) {
        return new Finding(Verdict.FAILED, reason);
    }

    public static Finding skipped(String reason) {
        return new Finding(Verdict.SKIPPED, reason);
    }

    public static Finding unknown(String reason) {
        return new Finding(Verdict.UNKNOWN, reason);
    }

    boolean is(Verdict wanted) {
        return verdict == wanted;
    }
}
