package io.mooring.embedded.webhook;

/** What the receiver does to the next request instead of keeping it and answering 204. */
public sealed interface WebhookFault {

    /** Answers this and keeps nothing; {@code retryAfter} is a header, or empty. */
    record Answers(int status, String retryAfter, String body) implements WebhookFault {}

    /** Keeps nothing and sends the caller elsewhere. */
    record Redirects(String to) implements WebhookFault {}

    /** Keeps it, then closes the connection without an answer. */
    record KeepsThenCuts() implements WebhookFault {}

    /** Keeps it, then says nothing until the caller gives up. */
    record KeepsThenHangs() implements WebhookFault {}

    /** Closes the connection and keeps nothing. */
    record Cuts() implements WebhookFault {}
}
