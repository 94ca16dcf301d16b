package io.mooring.notifier.http;

import org.jspecify.annotations.Nullable;

/** What is known after a request. */
public sealed interface Reply {

    /**
     * The server answered.
     *
     * @param retryAfter the header, if there was one
     * @param body its first 4 KiB as text
     */
    record Answered(int status, @Nullable String retryAfter, String body) implements Reply {

        public boolean isGood() {
            return status >= 200 && status < 300;
        }
    }

    /** No connection was made: the server certainly has nothing. */
    record NeverLeft(String why) implements Reply {}

    /** The connection broke or the time was up: nobody knows whether the server has it. */
    record NoAnswer(String why) implements Reply {}
}
