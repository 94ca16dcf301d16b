package io.mooring.backup.rebuild;

import org.jspecify.annotations.Nullable;

/** The database was not made: the message says what happened, {@link #remedy()} what to do about it. Neither holds a secret. */
public final class RebuildFailure extends Exception {

    private final RebuildFault fault;
    private final String remedy;

    public RebuildFailure(RebuildFault fault, String message, String remedy) {
        this(fault, message, remedy, null);
    }

    public RebuildFailure(RebuildFault fault, String message, String remedy, @Nullable Throwable cause) {
        super(message, cause);
        this.fault = fault;
        this.remedy = remedy;
    }

    public RebuildFault fault() {
        return fault;
    }

    public String remedy() {
        return remedy;
    }
}
