package io.mooring.gateway.stream;

/** What a browser is sent. */
sealed interface StreamItem {

    record Happened(LiveEvent event) implements StreamItem {}

    /**
     * Events are missing here; the browser must ask the API anew.
     *
     * @param reason {@code too-slow}, {@code too-long-away}, or {@code forgotten} by Kafka before they were read
     * @param missed how many, -1 when nobody knows
     */
    record Gap(String reason, long missed) implements StreamItem {}

    /** Kafka does not answer: events that happen now come later. */
    record Interrupted(String reason) implements StreamItem {}

    /** Kafka answers again, and what happened meanwhile follows. */
    record Resumed() implements StreamItem {}
}
