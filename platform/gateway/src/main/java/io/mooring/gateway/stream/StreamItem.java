package io.mooring.gateway.stream;

/** What a browser is sent. */
sealed interface StreamItem {

    record Happened(LiveEvent event) implements StreamItem {}

    /**
     * Events are missing here; the browser must ask the API anew.
     *
     * @param reason {@code too-slow} or {@code too-long-away}
     * @param missed how many, -1 when nobody knows
     */
    record Gap(String reason, long missed) implements StreamItem {}
}
