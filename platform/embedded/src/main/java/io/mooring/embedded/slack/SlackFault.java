package io.mooring.embedded.slack;

/** What the stand-in does to the next posts instead of simply answering. Each kind is one that Slack's documentation or its users report. */
public sealed interface SlackFault {

    /** HTTP 429 with Retry-After; nothing is posted. */
    record RateLimited(int retryAfterSeconds) implements SlackFault {}

    /** HTTP 429 with a Retry-After of any kind; nothing is posted. */
    record AsksToWait(String retryAfter) implements SlackFault {}

    /** HTTP 200 with {@code ok: false}; nothing is posted. */
    record Refuses(String error) implements SlackFault {}

    /** An HTTP status without posting. */
    record Answers(int status) implements SlackFault {}

    /** The message is posted, then the answer is an HTTP 500. */
    record PostsThenFails() implements SlackFault {}

    /** The message is posted, then the connection is closed without an answer. */
    record PostsThenCuts() implements SlackFault {}

    /** The message is posted, then the connection stays open without an answer until the caller gives up. */
    record PostsThenHangs() implements SlackFault {}

    /** The connection is closed; nothing is posted. */
    record Cuts() implements SlackFault {}
}
