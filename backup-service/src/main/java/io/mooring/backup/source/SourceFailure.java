package io.mooring.backup.source;

import org.jspecify.annotations.Nullable;

/** A source that could not be read: what happened, and what to do about it. */
public final class SourceFailure extends Exception {

    private final SourceFault fault;
    private final String remedy;

    public SourceFailure(SourceFault fault, String message, String remedy) {
        this(fault, message, remedy, null);
    }

    public SourceFailure(SourceFault fault, String message, String remedy, @Nullable Throwable cause) {
        super(message, cause);
        this.fault = fault;
        this.remedy = remedy;
    }

    public SourceFault fault() {
        return fault;
    }

    public String remedy() {
        return remedy;
    }
}
