package io.mooring.embedded;

import org.jspecify.annotations.Nullable;

/** A part could not be started or stopped. The message is one line: what is wrong and what mends it. */
public final class EmbeddedPartException extends RuntimeException {

    public EmbeddedPartException(String message) {
        this(message, null);
    }

    public EmbeddedPartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
