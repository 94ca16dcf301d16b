package io.mooring.backup.read;

import org.jspecify.annotations.Nullable;

/** An object cannot be read back: the message says what is wrong with which, {@link #remedy()} what to do about it. */
public final class ReadFailure extends Exception {

    private final ReadFault fault;
    private final String objectKey;
    private final String remedy;

    ReadFailure(ReadFault fault, String objectKey, String message, String remedy, @Nullable Throwable cause) {
        super(message, cause);
        this.fault = fault;
        this.objectKey = objectKey;
        this.remedy = remedy;
    }

    public ReadFault fault() {
        return fault;
    }

    /** {@code planId/runId/name}. */
    public String objectKey() {
        return objectKey;
    }

    public String remedy() {
        return remedy;
    }
}
