package io.mooring.embedded.pagerduty;

/** What the stand-in does to the next event instead of simply accepting it. */
public sealed interface PagerDutyFault {

    /** HTTP 429; {@code retryAfter} is a header, or empty: PagerDuty documents none. */
    record Throttles(String retryAfter) implements PagerDutyFault {}

    /** HTTP 400, whatever the event. */
    record CallsItInvalid(String error) implements PagerDutyFault {}

    /** An HTTP status without accepting. */
    record Answers(int status) implements PagerDutyFault {}

    /** The event is accepted, then the connection is closed without an answer. */
    record AcceptsThenCuts() implements PagerDutyFault {}

    /** The event is accepted, then the connection stays open until the caller gives up. */
    record AcceptsThenHangs() implements PagerDutyFault {}

    /** The connection is closed; nothing is accepted. */
    record Cuts() implements PagerDutyFault {}
}
