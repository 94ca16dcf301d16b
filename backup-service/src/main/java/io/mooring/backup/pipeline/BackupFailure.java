package io.mooring.backup.pipeline;

/** There is no backup: the message says what happened, {@link #remedy()} what to do about it. Neither holds a secret. */
public final class BackupFailure extends Exception {

    private final FailureCode code;
    private final String remedy;

    public BackupFailure(FailureCode code, String message, String remedy) {
        super(message);
        this.code = code;
        this.remedy = remedy;
    }

    public BackupFailure(FailureCode code, String message, String remedy, Throwable cause) {
        super(message, cause);
        this.code = code;
        this.remedy = remedy;
    }

    public FailureCode code() {
        return code;
    }

    public String remedy() {
        return remedy;
    }
}
