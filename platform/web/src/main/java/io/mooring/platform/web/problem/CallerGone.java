package io.mooring.platform.web.problem;

import java.io.IOException;
import org.springframework.core.NestedExceptionUtils;

/** Tells a caller that closed the connection from a failure of ours. */
final class CallerGone {

    private CallerGone() {}

    static boolean is(Throwable failure) {
        Throwable root = NestedExceptionUtils.getMostSpecificCause(failure);
        // Reactor Netty's AbortedException is not an IOException; its name is stable, its package is internal.
        return root.getClass().getSimpleName().equals("AbortedException")
                || root instanceof IOException && isDisconnect(String.valueOf(root.getMessage()));
    }

    private static boolean isDisconnect(String message) {
        return message.contains("Broken pipe") || message.contains("Connection reset by peer");
    }
}
